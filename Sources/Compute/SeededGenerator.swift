import Foundation

/// Randomness that repeats: the same seed gives the same numbers on every machine.
///
/// xoshiro256** (Blackman and Vigna 2018), seeded through SplitMix64.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Starts the sequence of a seed; `stream` gives independent sequences of one seed.
  public init(seed: UInt64, stream: UInt64 = 0) {
    var mixer = seed &+ stream &* 0xD134_2543_DE82_EF95
    func next() -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      return SeededGenerator.mixed(mixer)
    }
    state = (next(), next(), next(), next())
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let result = Self.rotated(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotated(state.3, 45)
    return result
  }

  /// A number in 0 ..< 1 with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// An integer in 0 ..< bound, without bias.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "An empty range has no numbers to draw.")
    var product = next().multipliedFullWidth(by: UInt64(bound))
    let threshold = (0 &- UInt64(bound)) % UInt64(bound)
    while product.low < threshold { product = next().multipliedFullWidth(by: UInt64(bound)) }
    return Int(product.high)
  }

  /// A number of the normal distribution with mean 0 and variance 1 (Box and Muller 1958).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }

  /// A waiting time of mean 1.
  public mutating func exponential() -> Double { -log(1 - uniform()) }

  /// A number of the gamma distribution with a shape and scale 1 (Marsaglia and Tsang 2000).
  public mutating func gamma(shape: Double) -> Double {
    guard shape >= 1 else { return gamma(shape: shape + 1) * pow(1 - uniform(), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = pow(1 + c * x, 3)
      if v > 0, log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
  }

  /// A number of the beta distribution.
  public mutating func beta(_ a: Double, _ b: Double) -> Double {
    let (x, y) = (gamma(shape: a), gamma(shape: b))
    return x + y > 0 ? x / (x + y) : 0.5
  }

  /// A count of the Poisson distribution with a mean (by multiplication; large means are split).
  public mutating func poisson(mean: Double) -> Int {
    guard mean <= 30 else { return poisson(mean: mean / 2) + poisson(mean: mean / 2) }
    let limit = exp(-mean)
    var (product, count) = (uniform(), 0)
    while product > limit {
      product *= uniform()
      count += 1
    }
    return count
  }

  private static func rotated(_ value: UInt64, _ by: UInt64) -> UInt64 {
    (value << by) | (value >> (64 - by))
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
