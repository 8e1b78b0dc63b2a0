import Foundation

/// What is to come from a customer who is alive and drops out with chance p after each purchase.
///
/// The rate λ is gamma (shape k, rate A), p is beta (a, b). Given p, the expected purchases in t are
/// (1 − (A/(A + pt))^k)/p; the mean over p is taken by Gauss and Jacobi's rule, so that a = 1, where the
/// usual hypergeometric form divides by zero, is nothing special.
struct BetaDropout {
  let shape, rate: Double
  let a, b: Double
  let quadrature: BetaQuadrature

  init(shape: Double, rate: Double, a: Double, b: Double, quadrature: BetaQuadrature? = nil) {
    (self.shape, self.rate, self.a, self.b) = (shape, rate, a, b)
    self.quadrature = quadrature ?? BetaQuadrature(a, b, count: 32)
  }

  /// Purchases to expect within a time.
  @inline(__always)
  func expected(in time: Double) -> Double {
    quadrature.mean { p in
      let z = p * time / rate
      // Below the rounding of log1p the first term of its series is exact.
      return z < 1e-12
        ? shape * time / rate : -expm1(-shape * log1p(z)) / p
    }
  }

  /// Purchases to expect from now at each moment, per unit of time.
  @inline(__always)
  func intensity(at time: Double) -> Double {
    shape / rate * quadrature.mean { p in exp(-(shape + 1) * log1p(p * time / rate)) }
  }

  /// The chance of no purchase within a time: nobody drops out before buying.
  func none(in time: Double) -> Double { exp(-shape * log1p(time / rate)) }

  /// The chance of exactly `count` purchases within a time.
  func probability(_ count: Int, in time: Double) -> Double {
    let process = NegativeBinomial(shape: shape, rate: rate)
    let n = Double(count)
    // B(a, b + n)/B(a, b): all n coins fell on staying.
    let stays = exp(logGamma(b + n) + logGamma(a + b) - logGamma(b) - logGamma(a + b + n))
    var result = stays * process.probability(count, in: time)
    if count > 0 {
      // The n-th purchase was the last: n − 1 coins on staying, then one on leaving.
      let leaves = stays * a / (b + n - 1)
      result += leaves * (1 - process.probabilityBelow(count, in: time))
    }
    return result
  }
}

/// Discounts what flows in continuously: ∫ e^(−rate·t) f(t) dt over 0 … length.
enum Discounting {
  /// Takes the integral in log(1 + t/scale), where the falling curves of these models are smooth.
  static func integral(
    length: Double, rate: Double, scale: Double, rule: GaussLegendre = .of48,
    _ f: (Double) -> Double
  ) -> Double {
    // After e⁻⁶⁰ nothing is left to count.
    let end = rate > 0 ? min(length, 60 / rate) : length
    return rule.integral(from: 0, to: log1p(end / scale)) { y in
      let t = scale * expm1(y)
      return (scale + t) * exp(-rate * t) * f(t)
    }
  }
}
