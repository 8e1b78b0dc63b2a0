import Foundation

/// e to a power; one name, so that hot loops read alike.
@inline(__always)
func expOf(_ x: Double) -> Double { exp(x) }

/// log(1 + x) without loss for small x.
@inline(__always)
func logOnePlus(_ x: Double) -> Double { log1p(x) }

/// Γ′(x)/Γ(x) for x > 0, by recurrence up to 10 and the asymptotic series from there.
func digamma(_ x: Double) -> Double {
  var (x, shifted) = (x, 0.0)
  while x < 10 {
    shifted -= 1 / x
    x += 1
  }
  let y = 1 / (x * x)
  let series =
    y
    * (1.0 / 12 - y
      * (1.0 / 120 - y
        * (1.0 / 252 - y
          * (1.0 / 240 - y
            * (1.0 / 132
              - y * (691.0 / 32_760 - y / 12))))))
  return shifted + log(x) - 0.5 / x - series
}

/// The derivative of `digamma` for x > 0.
func trigamma(_ x: Double) -> Double {
  var (x, shifted) = (x, 0.0)
  while x < 10 {
    shifted += 1 / (x * x)
    x += 1
  }
  let y = 1 / (x * x)
  let series =
    y
    * (1.0 / 6 - y
      * (1.0 / 30 - y
        * (1.0 / 42 - y
          * (1.0 / 30 - y
            * (5.0 / 66
              - y * (691.0 / 2730 - y * 7.0 / 6))))))
  return shifted + (1 + 0.5 / x + series) / x
}

/// log Γ(x) for x > 0.
func logGamma(_ x: Double) -> Double { lgamma(x) }

/// log(Γ(x + k)/Γ(x)) with its first two derivatives in x, for a whole number k: a plain sum.
struct RisingFactorial {
  var value = 0.0
  var slope = 0.0
  var curvature = 0.0
  private(set) var terms = 0

  /// Multiplies by the next factor x + k.
  mutating func advance(from x: Double, to count: Int) {
    while terms < count {
      let factor = x + Double(terms)
      let inverse = 1 / factor
      value += log(factor)
      slope += inverse
      curvature -= inverse * inverse
      terms += 1
    }
  }

  init() {}

  init(_ x: Double, _ count: Int) { advance(from: x, to: count) }
}
