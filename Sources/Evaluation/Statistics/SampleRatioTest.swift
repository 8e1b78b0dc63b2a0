/// Asks whether the arms of an experiment have the sizes they were drawn with.
///
/// Treated and control are drawn with known shares; a ratio that chance cannot explain means that somebody
/// was lost on the way (bounces only counted in one arm, a list cut by hand), and the result cannot be
/// trusted. A chi-squared test of fit.
public struct SampleRatioTest: Sendable, Equatable {
  /// The chi-squared statistic Σ (observed − expected)² / expected.
  public let statistic: Double
  /// The probability of such a misfit by chance; below 0.001 the result should not be believed.
  public let pValue: Double

  /// Compares the observed sizes with the shares that were planned.
  ///
  /// Shares need not add up to one. Arms planned with share zero must be empty: where one is not, the
  /// p-value is zero.
  public init(observed: [Int], shares: [Double]) {
    precondition(observed.count == shares.count, "Every arm needs a share.")
    let total = Double(observed.reduce(0, +))
    let whole = shares.reduce(0, +)
    var statistic = 0.0
    for (count, share) in zip(observed, shares) where share > 0 {
      let expected = total * share / whole
      if expected > 0 {
        statistic += (Double(count) - expected) * (Double(count) - expected) / expected
      }
    }
    let strays = zip(observed, shares).contains { $0 > 0 && $1 <= 0 }
    self.statistic = strays ? .infinity : statistic
    let arms = shares.filter { $0 > 0 }.count
    pValue =
      strays ? 0 : ChiSquaredDistribution.upperTail(statistic, degreesOfFreedom: max(0, arms - 1))
  }
}
