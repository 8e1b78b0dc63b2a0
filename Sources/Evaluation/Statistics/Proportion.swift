/// A counted share: so many of so many.
public struct Proportion: Sendable, Equatable {
  /// How many did it.
  public let successes: Int
  /// How many could have done it.
  public let trials: Int

  /// Counts successes among trials.
  public init(successes: Int, trials: Int) {
    self.successes = successes
    self.trials = trials
  }

  /// The share; zero where there were no trials.
  public var value: Double { trials > 0 ? Double(successes) / Double(trials) : 0 }

  /// The share with its Wilson interval, which is honest at small counts and near 0 and 1.
  ///
  /// Centre (p + z²/2n) / (1 + z²/n), half width z √(p(1−p)/n + z²/4n²) / (1 + z²/n) (Wilson 1927).
  /// Without trials it is 0 … 1: nothing is known.
  public func interval(confidence: Double = 0.95) -> Estimate {
    guard trials > 0 else { return Estimate(value: 0, low: 0, high: 1) }
    let z = NormalDistribution.quantile((1 + confidence) / 2)
    let n = Double(trials)
    let p = value
    let scale = 1 + z * z / n
    let centre = (p + z * z / (2 * n)) / scale
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / scale
    return Estimate(
      value: p, low: successes == 0 ? 0 : max(0, centre - half),
      high: successes == trials ? 1 : min(1, centre + half))
  }
}
