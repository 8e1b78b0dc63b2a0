/// What is kept of a sample of numbers for statistics: how many, their mean, their spread.
public struct SampleSummary: Sendable, Equatable {
  /// How many numbers.
  public let count: Int
  /// Their mean; zero for none.
  public let mean: Double
  /// Their variance with denominator n − 1; zero for fewer than two.
  public let variance: Double

  /// Summarises numbers, keeping full precision where the mean is large against the spread.
  ///
  /// - Complexity: O(n), two passes.
  public init(_ values: some Collection<Double>) {
    count = values.count
    let mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    self.mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    variance = values.count > 1 ? squares / Double(values.count - 1) : 0
  }

  /// Takes a summary that was computed elsewhere.
  public init(count: Int, mean: Double, variance: Double) {
    self.count = count
    self.mean = mean
    self.variance = variance
  }

  /// The mean with Student's interval; unbounded for fewer than two numbers.
  public func interval(confidence: Double = 0.95) -> Estimate {
    guard count > 1 else { return Estimate(value: mean, low: -.infinity, high: .infinity) }
    let t = StudentDistribution.quantile(
      (1 + confidence) / 2, degreesOfFreedom: Double(count - 1))
    let half = t * (variance / Double(count)).squareRoot()
    return Estimate(value: mean, low: mean - half, high: mean + half)
  }
}
