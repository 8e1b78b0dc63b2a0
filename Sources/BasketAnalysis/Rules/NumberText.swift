import CKernels
import Foundation

/// Writes numbers with 12 significant digits, quickly: a number is scaled to 12 whole digits once.
///
/// Twelve digits are three more than any measure is compared to, and half of what the shortest exact text of a
/// binary number takes.
struct NumberText: Sendable {
  /// Powers of ten from 10⁻³⁰⁰ to 10³⁰⁰.
  private let powers: [Double] = (-300...300).map { (exponent: Int) in pow(10, Double(exponent)) }

  /// The most bytes one number takes.
  static let longest = 24
  /// How many bytes are written for a number, whatever it takes.
  static let room = 34

  /// Adds the number's text and returns where it ends.
  func write(_ value: Double, to out: UnsafeMutablePointer<UInt8>) -> Int {
    guard value.isFinite else {
      return Self.copy(value.isNaN ? "NaN" : value < 0 ? "-Inf" : "Inf", out)
    }
    var place = 0
    if value < 0 {
      out[0] = 45
      place = 1
    }
    guard value != 0 else {
      out[0] = 48
      return 1
    }
    let (digits, exponent) = scaled(value.magnitude)
    return exponent >= -5 && exponent < 12
      ? place + rapport_write_number(digits, Int32(truncatingIfNeeded: exponent), out + place)
      : place + scientific(digits, exponent, out + place)
  }

  /// Adds a whole number's digits and returns where they end.
  func write(_ value: Int, to out: UnsafeMutablePointer<UInt8>) -> Int {
    var rest = value.magnitude
    var count = 1
    var limit: UInt = 10
    while count < 19, rest >= limit {
      count += 1
      limit *= 10
    }
    let start = value < 0 ? 1 : 0
    if value < 0 { out[0] = 45 }
    for place in stride(from: start + count - 1, through: start, by: -1) {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      out[place] = UInt8(truncatingIfNeeded: 48 &+ digit)
      rest = quotient
    }
    return start + count
  }

  /// The first 12 digits and the exponent of the first one.
  private func scaled(_ value: Double) -> (UInt64, Int) {
    // Below 10⁻²⁸⁰ the power that brings the digits up does not exist; two steps do.
    guard value > 1e-280 else {
      let (digits, exponent) = scaled(value * 1e250)
      return (digits, exponent - 250)
    }
    // log₁₀ 2 ≈ 78,913 / 2¹⁸; the comparisons below put a guess that is one off right.
    let binary = Int(value.bitPattern >> 52) - 1023
    var exponent = (binary * 78_913) >> 18
    var digits = value * power(11 - exponent) + 0.5
    if digits >= 1e12 {
      exponent += 1
      digits = value * power(11 - exponent) + 0.5
    } else if digits < 1e11 {
      exponent -= 1
      digits = value * power(11 - exponent) + 0.5
    }
    if digits >= 1e12 { return (100_000_000_000, exponent + 1) }
    return (UInt64(digits), exponent)
  }

  private func power(_ exponent: Int) -> Double { powers[min(600, max(0, exponent + 300))] }

  private func scientific(_ digits: UInt64, _ exponent: Int, _ out: UnsafeMutablePointer<UInt8>)
    -> Int
  {
    let end = rapport_write_number(digits, 0, out)
    out[end] = 101
    return end + 1 + write(exponent, to: out + end + 1)
  }

  private static func copy(_ text: String, _ out: UnsafeMutablePointer<UInt8>) -> Int {
    var place = 0
    for byte in text.utf8 {
      out[place] = byte
      place += 1
    }
    return place
  }
}
