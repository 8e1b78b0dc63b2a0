import Rapport

/// Products in a table: one line each, the id before the name, long names cut.
enum GoodsLines {
  private static let width = 40

  /// A line for each product; the second and later ones begin with "+".
  static func lines(_ ids: [String], _ names: [String]) -> [String] {
    zip(ids, names).enumerated().map { place, product in
      (place > 0 ? "+ " : "") + line(product.0, product.1)
    }
  }

  /// A line for each product.
  static func lines(_ goods: [ShownGoods]) -> [String] { lines(goods.map(\.id), goods.map(\.name)) }

  /// One product; groups of the catalogue and products without a name show one of the two.
  static func line(_ id: String, _ name: String) -> String {
    let text = id == name || id.contains(":") ? name : "\(id) \(name)"
    return text.count > width ? text.prefix(width - 1) + "…" : text
  }

  /// Names as a sentence has them: `A, B and C`.
  static func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Table {
  /// Adds a row whose first cells have several lines each.
  mutating func add(_ columns: [[String]], _ cells: [String]) {
    for line in 0..<max(1, columns.map(\.count).max() ?? 0) {
      add(
        columns.map { line < $0.count ? $0[line] : "" }
          + (line == 0 ? cells : cells.map { _ in "" }))
    }
  }
}

extension Figure {
  /// A p-value: `0.012`, `3e-08`, and `<1e-300` where it is too small to write.
  static func pValue(_ value: Double) -> String {
    if value < 1e-300 { return "<1e-300" }
    if value >= 0.001 { return decimals(value, 3) }
    var (exponent, digits) = (0, value)
    while digits < 0.95 {
      digits *= 10
      exponent += 1
    }
    return "\(Int(digits.rounded()))e-\(exponent < 10 ? "0" : "")\(exponent)"
  }

  /// How many times: `4.1 ×`; whole numbers from 100 on.
  static func times(_ value: Double) -> String {
    decimals(value, value.isFinite && value >= 99.95 ? 0 : 1) + " ×"
  }

  /// A noun in the number of its count: `order`, `orders`.
  static func noun(_ count: Int, _ noun: String) -> String { noun + (count == 1 ? "" : "s") }
}
