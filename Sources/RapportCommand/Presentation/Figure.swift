import Rapport

/// Numbers as people read them.
enum Figure {
  /// Groups of three digits: `1,234,567`.
  static func grouped(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var at = digits.count - 3
    while at > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: at))
      at -= 3
    }
    return value < 0 ? "-\(digits)" : digits
  }

  /// A fixed number of decimals, whatever the machine's language: `0.25`.
  static func decimals(_ value: Double, _ count: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? "-∞" : "∞" }
    var scale = 1.0
    for _ in 0..<count { scale *= 10 }
    let scaled = (value * scale).rounded()
    guard scaled.magnitude < 1e18 else { return String(value) }
    let whole = Int(scaled.magnitude) / Int(scale)
    let rest = String(Int(scaled.magnitude) % Int(scale))
    let sign = scaled < 0 ? "-" : ""
    guard count > 0 else { return sign + grouped(whole) }
    let zeros = String(repeating: "0", count: count - rest.count)
    return "\(sign)\(grouped(whole)).\(zeros)\(rest)"
  }

  /// How the scores of one list are written: with three decimals, more where all of them are small, none where the
  /// largest has four digits before the point.
  static func scores(_ scores: [Float]) -> (Float) -> String {
    let largest = Double(scores.map(\.magnitude).max() ?? 0)
    var (places, unit) = (largest >= 1000 ? 0 : 3, 0.1)
    while largest > 0, largest < unit, places < 9 {
      places += 1
      unit /= 10
    }
    return { [places] in decimals(Double($0), places) }
  }

  /// A share as percent with one decimal: `12.5 %`.
  static func percent(_ share: Double) -> String { decimals(share * 100, 1) + " %" }

  /// An amount with two decimals: `8,911,407.90`.
  static func money(_ amount: Money) -> String { decimals(amount.value, 2) }

  /// A count with its noun: `1 line`, `2,000 lines`.
  static func counted(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}
