import Foundation

/// Counts of a Poisson process whose rate differs between people by a gamma distribution.
struct NegativeBinomial {
  /// Shape and rate of the gamma distribution.
  let shape, rate: Double

  /// The chance of `count` events in a time.
  func probability(_ count: Int, in time: Double) -> Double {
    guard time > 0 else { return count == 0 ? 1 : 0 }
    let n = Double(count)
    let coefficient = logGamma(shape + n) - logGamma(shape) - logGamma(n + 1)
    return exp(
      coefficient - shape * log1p(time / rate) + n * log(time / (rate + time)))
  }

  /// The chance of fewer than `count` events in a time.
  func probabilityBelow(_ count: Int, in time: Double) -> Double {
    guard count > 0 else { return 0 }
    var term = exp(-shape * log1p(time / rate))
    var sum = term
    for j in 0..<(count - 1) {
      term *= (shape + Double(j)) / Double(j + 1) * (time / (rate + time))
      sum += term
    }
    return min(1, sum)
  }
}
