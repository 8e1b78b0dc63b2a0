import Foundation

/// The normal distribution with mean 0 and variance 1.
public enum NormalDistribution {
  /// The share of the distribution at or below x, Φ(x).
  public static func cumulative(_ x: Double) -> Double { upperTail(-x) }

  /// The share of the distribution above x, exact far into the tail.
  public static func upperTail(_ x: Double) -> Double { 0.5 * erfc(x / 2.0.squareRoot()) }

  /// The point below which a share p of the distribution lies, Φ⁻¹(p).
  ///
  /// Newton's method on log Q(x) = log p. The upper tail Q is log-concave and Q(x) ≤ ½ exp(−x²/2), so it
  /// descends from the right onto the root without ever overshooting.
  ///
  /// - Returns: −∞ and ∞ at 0 and 1, not a number outside of them.
  public static func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    guard p != 0.5 else { return 0 }
    let tail = min(p, 1 - p)
    var x = (-2 * log(2 * tail)).squareRoot()
    for _ in 0..<60 {
      let share = upperTail(x)
      let density = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      let step = (log(share) - log(tail)) * share / density
      x += step
      if step.magnitude <= 1e-15 * max(1, x) { break }
    }
    return p < 0.5 ? -x : x
  }
}
