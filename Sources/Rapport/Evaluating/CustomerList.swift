public import Commerce
public import Foundation

extension Set where Element == CustomerID {
  /// Reads a file with one customer id a line; empty lines are skipped.
  ///
  /// - Throws: `EvaluationError` where the file cannot be read or names nobody.
  public init(idsIn file: URL) throws {
    let path = file.path(percentEncoded: false)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw EvaluationError.unreadableCustomers(path: path)
    }
    let ids = text.split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    guard !ids.isEmpty else { throw EvaluationError.noCustomers(path: path) }
    self.init(ids.map { CustomerID($0) })
  }
}
