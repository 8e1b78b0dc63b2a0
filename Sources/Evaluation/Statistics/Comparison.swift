/// How two groups differ: the difference with its interval, and how surprising it would be by chance.
public struct Comparison: Sendable, Equatable {
  /// The first group's number minus the second's.
  public let difference: Estimate
  /// The two-sided probability of so large a difference, or a larger one, where there is none in truth.
  public let pValue: Double

  /// Joins a difference and its p-value.
  public init(difference: Estimate, pValue: Double) {
    self.difference = difference
    self.pValue = pValue
  }

  /// Compares two counted shares, as in the buyers among the treated and among the control.
  ///
  /// The interval is Newcombe's hybrid of two Wilson intervals (1998, method 10), which never leaves −1 … 1
  /// and holds at small counts; the p-value is that of the pooled two-proportion z test.
  public init(_ a: Proportion, _ b: Proportion, confidence: Double = 0.95) {
    let (first, second) = (a.interval(confidence: confidence), b.interval(confidence: confidence))
    func distance(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
    let value = a.value - b.value
    let below = distance(first.value - first.low, second.high - second.value)
    let above = distance(first.high - first.value, second.value - second.low)
    difference = Estimate(value: value, low: value - below, high: value + above)
    let pooled = Proportion(
      successes: a.successes + b.successes, trials: a.trials + b.trials)
    let (m, n) = (Double(max(1, a.trials)), Double(max(1, b.trials)))
    let error = (pooled.value * (1 - pooled.value) * (1 / m + 1 / n)).squareRoot()
    pValue = error > 0 ? 2 * NormalDistribution.upperTail(value.magnitude / error) : 1
  }

  /// Compares two means, as in the revenue per head of the treated and of the control.
  ///
  /// Welch's t: the groups may differ in spread as well as in size. With fewer than two values in a group
  /// nothing is known and the interval is unbounded.
  public init(_ a: SampleSummary, _ b: SampleSummary, confidence: Double = 0.95) {
    let value = a.mean - b.mean
    guard a.count > 1, b.count > 1 else {
      self.init(
        difference: Estimate(value: value, low: -.infinity, high: .infinity), pValue: 1)
      return
    }
    let (u, v) = (a.variance / Double(a.count), b.variance / Double(b.count))
    guard u + v > 0 else {
      self.init(difference: Estimate(exactly: value), pValue: value == 0 ? 1 : 0)
      return
    }
    let error = (u + v).squareRoot()
    let freedom =
      (u + v) * (u + v) / (u * u / Double(a.count - 1) + v * v / Double(b.count - 1))
    let t = StudentDistribution.quantile((1 + confidence) / 2, degreesOfFreedom: freedom)
    let tail = StudentDistribution.upperTail(value.magnitude / error, degreesOfFreedom: freedom)
    self.init(
      difference: Estimate(value: value, low: value - t * error, high: value + t * error),
      pValue: min(1, 2 * tail))
  }
}
