/// The distribution of a sum of squared standard normal numbers.
public enum ChiSquaredDistribution {
  /// The share of the distribution above x: the p-value of a chi-squared statistic.
  ///
  /// Q(k/2, x/2) for k degrees of freedom.
  public static func upperTail(_ x: Double, degreesOfFreedom: Int) -> Double {
    guard degreesOfFreedom > 0 else { return x > 0 ? 0 : 1 }
    return IncompleteFunctions.upperGamma(Double(degreesOfFreedom) / 2, x / 2)
  }
}
