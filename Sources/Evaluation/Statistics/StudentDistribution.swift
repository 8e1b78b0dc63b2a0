/// Student's t distribution: how far a mean of few numbers may stray when their spread is estimated too.
public enum StudentDistribution {
  /// The share of the distribution above t, for any positive degrees of freedom (Welch's need not be whole).
  public static func upperTail(_ t: Double, degreesOfFreedom v: Double) -> Double {
    guard v < 1e8 else { return NormalDistribution.upperTail(t) }
    let half = 0.5 * IncompleteFunctions.beta(v / (v + t * t), v / 2, 0.5)
    return t >= 0 ? half : 1 - half
  }

  /// The point below which a share p of the distribution lies.
  ///
  /// By bisection between bounds that are doubled until they enclose it.
  public static func quantile(_ p: Double, degreesOfFreedom v: Double) -> Double {
    guard p > 0, p < 1, v > 0 else { return NormalDistribution.quantile(v > 0 ? p : .nan) }
    guard p != 0.5 else { return 0 }
    let tail = min(p, 1 - p)
    var (low, high) = (0.0, 1.0)
    while upperTail(high, degreesOfFreedom: v) > tail, high < 1e300 {
      (low, high) = (high, 2 * high)
    }
    while high - low > 1e-14 * high {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if upperTail(middle, degreesOfFreedom: v) > tail { low = middle } else { high = middle }
    }
    return p < 0.5 ? -high : high
  }
}
