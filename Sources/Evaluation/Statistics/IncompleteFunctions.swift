import Foundation

/// The incomplete gamma and beta functions, from which the tails of the test distributions are made.
public enum IncompleteFunctions {
  /// The upper regularised incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a).
  ///
  /// By its series below x = a + 1 and by Legendre's continued fraction above (DLMF 8.11.4 and 8.9.2).
  public static func upperGamma(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 1 }
    guard x.isFinite else { return x.isNaN ? .nan : 0 }
    let scale = exp(a * log(x) - x - lgamma(a))
    if x < a + 1 {
      var (term, sum, n) = (1 / a, 1 / a, a)
      repeat {
        n += 1
        term *= x / n
        sum += term
      } while term > sum * 1e-17
      return 1 - scale * sum
    }
    let value = continuedFraction { i in
      i == 1 ? (1, x + 1 - a) : (-Double(i - 1) * (Double(i - 1) - a), x + Double(2 * i - 1) - a)
    }
    return scale * value
  }

  /// The regularised incomplete beta function I(x; a, b).
  ///
  /// By the continued fraction of DLMF 8.17.22 on the side where it converges fast.
  public static func beta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    guard x <= (a + 1) / (a + b + 2) else { return 1 - beta(1 - x, b, a) }
    let scale = exp(
      lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    let value = continuedFraction { i in
      guard i > 1 else { return (1, 1) }
      let m = Double((i - 1) / 2)
      let numerator =
        (i - 1).isMultiple(of: 2)
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      return (numerator, 1)
    }
    return scale * value / a
  }

  /// Evaluates a₁/(b₁ + a₂/(b₂ + …)) forwards (modified Lentz), given the pairs (aᵢ, bᵢ) from i = 1.
  private static func continuedFraction(_ pair: (Int) -> (a: Double, b: Double)) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var (f, c, d) = (tiny, tiny, 0.0)
    for i in 1..<100_000 {
      let (a, b) = pair(i)
      d = 1 / away(b + a * d)
      c = away(b + a / c)
      f *= c * d
      if (c * d - 1).magnitude < 1e-16 { break }
    }
    return f
  }
}
