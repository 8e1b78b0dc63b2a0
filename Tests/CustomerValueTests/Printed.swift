/// A number as it stands in print; it agrees with every value that rounds to its digits.
struct Printed: ExpressibleByStringLiteral, CustomStringConvertible, Sendable {
  let description: String
  let value: Double
  /// Half a unit of the last digit printed.
  private let half: Double

  init(stringLiteral text: String) {
    description = text
    value = Double(text) ?? .nan
    let parts = text.lowercased().split(separator: "e")
    let decimals = parts[0].split(separator: ".").dropFirst().first?.count ?? 0
    var unit = 0.5
    for _ in 0..<decimals { unit /= 10 }
    for _ in 0..<(parts.count > 1 ? abs(Int(parts[1]) ?? 0) : 0) { unit /= 10 }
    half = unit
  }

  /// Whether a value rounds to these digits; `units` more in the last place are allowed where the source
  /// itself is known to be a little off.
  func agrees(with value: Double, units: Double = 0) -> Bool {
    abs(value - self.value) <= half * (1 + 2 * units) * (1 + 1e-6)
  }
}
