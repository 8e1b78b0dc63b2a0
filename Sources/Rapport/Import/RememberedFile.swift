import Foundation
import GRDB

/// What a person said once about files with a header, so that a nightly job need not say it again.
struct RememberedFile: Codable, Equatable {
  /// Which column holds a field.
  var map: [String: String] = [:]
  /// The one value of a field that the files have no column for; absent in what was kept before it existed.
  var values: [String: String]?
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

  /// The same with what the options say on top; of a column and a value for one field the newer word counts.
  func adding(_ options: ImportOptions) -> RememberedFile {
    var sum = self
    sum.map = map.filter { options.values[$0.key] == nil }.merging(options.map) { $1 }
    let values = (values ?? [:]).filter { options.map[$0.key] == nil }
      .merging(options.values) { $1 }
    sum.values = values.isEmpty ? nil : values
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
