import Foundation

/// Writes numbers with 12 significant digits, quickly: a number is scaled to 12 whole digits once.
///
/// Twelve digits are three more than any measure is compared to, and half of what the shortest exact text of a
/// binary number takes.
struct NumberText: Sendable {
  /// Powers of ten from 10⁻³⁰⁰ to 10³⁰⁰.
  private let powers: [Double] = (-300...300).map { (exponent: Int) in pow(10, Double(exponent)) }
  /// The two digits of 0 to 99, as they lie in memory.
  private let pairs: [UInt16] = (0..<100).map { (number: UInt16) in
    let (tens, ones) = (48 + number / 10, 48 + number % 10)
    return tens | ones << 8
  }

  /// The most bytes one number takes.
  static let longest = 24

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
      ? plain(digits, exponent, out, place) : scientific(digits, exponent, out, place)
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

  /// Twelve digits without trailing zeros; returns how many are left.
  private func spell(_ digits: UInt64, _ out: UnsafeMutablePointer<UInt8>) -> Int {
    six(UInt32(truncatingIfNeeded: digits / 1_000_000), out)
    six(UInt32(truncatingIfNeeded: digits % 1_000_000), out + 6)
    var count = 12
    while count > 1, out[count - 1] == 48 { count -= 1 }
    return count
  }

  private func six(_ value: UInt32, _ out: UnsafeMutablePointer<UInt8>) {
    let raw = UnsafeMutableRawPointer(out)
    let (high, rest) = (value / 10_000, value % 10_000)
    raw.storeBytes(of: pairs[Int(high)], as: UInt16.self)
    raw.storeBytes(of: pairs[Int(rest / 100)], toByteOffset: 2, as: UInt16.self)
    raw.storeBytes(of: pairs[Int(rest % 100)], toByteOffset: 4, as: UInt16.self)
  }

  private func plain(
    _ digits: UInt64, _ exponent: Int, _ out: UnsafeMutablePointer<UInt8>, _ start: Int
  ) -> Int {
    var place = start
    guard exponent >= 0 else {
      out[place] = 48
      out[place + 1] = 46
      place += 2
      for _ in 0..<(-exponent - 1) {
        out[place] = 48
        place += 1
      }
      return place + spell(digits, out + place)
    }
    // The digits are written one place late, and those before the point moved up to make room for it.
    let count = spell(digits, out + place + 1)
    for i in place...(place + exponent) { out[i] = out[i + 1] }
    guard count > exponent + 1 else { return place + exponent + 1 }
    out[place + exponent + 1] = 46
    return place + count + 1
  }

  private func scientific(
    _ digits: UInt64, _ exponent: Int, _ out: UnsafeMutablePointer<UInt8>, _ start: Int
  ) -> Int {
    let count = spell(digits, out + start + 1)
    out[start] = out[start + 1]
    out[start + 1] = 46
    var end = count > 1 ? start + count + 1 : start + 1
    out[end] = 101
    end += 1
    return end + write(exponent, to: out + end)
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
