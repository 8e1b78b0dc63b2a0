import Foundation
import GRDB

/// What a person said once about files with a header, so that a nightly job need not say it again.
struct RememberedFile: Codable, Equatable {
  /// Which column holds a field.
  var map: [String: String] = [:]
  /// The well-known format.
  var format: String?
  /// How dates are written.
  var dateFormat: String?
  /// What stands before decimals.
  var decimal: String?

  /// Nothing was said yet.
  init() {}

  /// What is remembered about a kind of file with a header.
  init(kind: ImportKind, header: [String], in db: Database) throws {
    let text = try String.fetchOne(
      db, sql: "SELECT map FROM column_maps WHERE kind = ? AND header = ?",
      arguments: [kind.rawValue, Self.key(header)])
    guard let text else { return }
    self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
  }

  /// The same with what the options say on top.
  func adding(_ options: ImportOptions) -> RememberedFile {
    var sum = self
    sum.map.merge(options.map) { $1 }
    sum.format = options.format ?? format
    sum.dateFormat = options.dateFormat ?? dateFormat
    sum.decimal = options.decimal ?? decimal
    return sum
  }

  /// Keeps this for files of a kind with a header.
  func keep(kind: ImportKind, header: [String], in db: Database) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try db.execute(
      sql: """
        INSERT INTO column_maps (kind, header, map) VALUES (?, ?, ?)
        ON CONFLICT (kind, header) DO UPDATE SET map = excluded.map
        """,
      arguments: [
        kind.rawValue, Self.key(header), String(decoding: try encoder.encode(self), as: UTF8.self),
      ])
  }

  private static func key(_ header: [String]) -> String {
    header.map { $0.lowercased() }.joined(separator: "\u{1F}")
  }
}
