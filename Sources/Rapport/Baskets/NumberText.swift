import Foundation

/// Writes numbers with 12 significant digits, quickly: a number is scaled to 12 whole digits once.
enum NumberText {
  /// Powers of ten from 10⁻³⁰⁰ to 10³⁰⁰.
  private static let powers: [Double] = (-300...300).map { pow(10, Double($0)) }

  /// Adds the number's text and returns where it ends; at most 24 bytes.
  static func write(_ value: Double, to out: UnsafeMutablePointer<UInt8>) -> Int {
    guard value.isFinite else { return copy(value.isNaN ? "NaN" : value < 0 ? "-Inf" : "Inf", out) }
    guard value != 0 else { return copy("0", out) }
    var place = 0
    if value < 0 {
      out[0] = 45
      place = 1
    }
    let (digits, exponent) = scaled(abs(value))
    return exponent >= -5 && exponent < 12
      ? plain(digits, exponent, out, place) : scientific(digits, exponent, out, place)
  }

  /// Adds a whole number's digits and returns where they end.
  static func write(_ value: Int, to out: UnsafeMutablePointer<UInt8>) -> Int {
    copy(String(value), out)
  }

  /// The first 12 digits and the exponent of the first one.
  private static func scaled(_ value: Double) -> (UInt64, Int) {
    var exponent = Int((Double(value.exponent) * 0.301_029_995_663_981_2).rounded(.down))
    var digits = (value * power(11 - exponent)).rounded()
    if digits >= 1e12 {
      exponent += 1
      digits = (value * power(11 - exponent)).rounded()
    } else if digits < 1e11 {
      exponent -= 1
      digits = (value * power(11 - exponent)).rounded()
    }
    if digits >= 1e12 { return (100_000_000_000, exponent + 1) }
    return (UInt64(digits), exponent)
  }

  private static func power(_ exponent: Int) -> Double {
    guard exponent <= 300 else { return powers[600] * powers[min(600, exponent)] }
    return powers[max(0, exponent + 300)]
  }

  /// Twelve digits without trailing zeros; returns how many are left.
  private static func spell(_ digits: UInt64, _ out: UnsafeMutablePointer<UInt8>) -> Int {
    var rest = digits
    for place in stride(from: 11, through: 0, by: -1) {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      out[place] = UInt8(truncatingIfNeeded: 48 &+ digit)
      rest = quotient
    }
    var count = 12
    while count > 1, out[count - 1] == 48 { count -= 1 }
    return count
  }

  private static func plain(
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
    let count = spell(digits, out + place)
    guard count > exponent + 1 else {
      // The zeros that spell() did not count are still there.
      return place + exponent + 1
    }
    for i in stride(from: count, to: exponent + 1, by: -1) { out[place + i] = out[place + i - 1] }
    out[place + exponent + 1] = 46
    return place + count + 1
  }

  private static func scientific(
    _ digits: UInt64, _ exponent: Int, _ out: UnsafeMutablePointer<UInt8>, _ start: Int
  ) -> Int {
    let count = spell(digits, out + start)
    var end = start + 1
    if count > 1 {
      for i in stride(from: count, to: 1, by: -1) { out[start + i] = out[start + i - 1] }
      out[start + 1] = 46
      end = start + count + 1
    }
    return end + copy("e\(exponent)", out + end)
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
