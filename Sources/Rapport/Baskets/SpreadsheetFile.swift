import Foundation

/// One cell of a small file of findings.
enum SpreadsheetCell {
  case text(String)
  case count(Int)
  case number(Double)
  /// The ids of some goods, separated by " + ".
  case ids([ShownGoods])
  /// Their names.
  case names([ShownGoods])

  /// The titles of the columns.
  static func header(_ titles: String) -> [SpreadsheetCell] {
    titles.split(separator: ",").map { .text(String($0)) }
  }

  /// The cell as CSV has it: quoted where it must be.
  var csv: String {
    switch self {
    case .text(let text): Self.quoted(text)
    case .count(let count): String(count)
    case .number(let number):
      number.isFinite ? String(number) : number.isNaN ? "" : number < 0 ? "-Inf" : "Inf"
    case .ids(let goods): Self.quoted(goods.map(\.id).joined(separator: " + "))
    case .names(let goods): Self.quoted(goods.map(\.name).joined(separator: " + "))
    }
  }

  private static func quoted(_ text: String) -> String {
    let mustBe = text.utf8.contains { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }
    return mustBe ? "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\"" : text
  }
}

/// Writes findings as CSV.
enum SpreadsheetFile {
  /// Writes rows to a file, which takes its name when it is complete.
  ///
  /// - Throws: `BasketFileError.notWritable`.
  static func write(_ rows: [[SpreadsheetCell]], to path: String) throws {
    let text = rows.map { $0.map(\.csv).joined(separator: ",") + "\n" }.joined()
    try OutputFile.write(to: path) { file in
      try Array(text.utf8).withUnsafeBytes { try file.write($0) }
    }
  }
}
