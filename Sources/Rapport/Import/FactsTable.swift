import Foundation
import GRDB

/// Rows of facts about customers or products, brought up to date from a file.
///
/// An empty cell says nothing, so it changes nothing. Attributes are merged by name.
struct FactsTable {
  /// The facts that one file tells of one customer or product.
  struct Facts {
    /// How many lines of the file named it.
    var lines = 0
    /// Values by column, as SQLite holds them.
    var values: [String: DatabaseValue] = [:]
    /// Further columns.
    var attributes: [String: String] = [:]
  }

  /// What became of a row.
  enum Outcome { case added, updated, unchanged }

  private let db: Database
  private let table: String
  private let columns: [String]

  /// Prepares for a table with a `code` and `attributes`, and the columns that files may fill.
  init(_ db: Database, _ table: String, columns: [String]) {
    self.db = db
    self.table = table
    self.columns = columns
  }

  /// Collects what a file says of each code; of several lines the later ones win, cell by cell.
  static func collected(
    _ lines: [(code: String, facts: Facts)]
  ) -> [(code: String, facts: Facts)] {
    var places: [String: Int] = [:]
    var collected: [(code: String, facts: Facts)] = []
    for (code, facts) in lines {
      guard let place = places[code] else {
        places[code] = collected.count
        collected.append((code, facts))
        collected[collected.count - 1].facts.lines = 1
        continue
      }
      collected[place].facts.lines += 1
      collected[place].facts.values.merge(facts.values) { $1 }
      collected[place].facts.attributes.merge(facts.attributes) { $1 }
    }
    return collected
  }

  /// The present values of a code, or `nil` where it is new.
  func present(_ code: String) throws -> Row? {
    let statement = try db.cachedStatement(
      sql: "SELECT id, attributes, \(columns.joined(separator: ", ")) FROM \(table) WHERE code = ?")
    return try Row.fetchOne(statement, arguments: [code])
  }

  /// Brings one row up to date.
  func keep(_ code: String, _ facts: Facts) throws -> Outcome {
    guard let row = try present(code) else {
      try insert(code, facts)
      return .added
    }
    var changed: [String: DatabaseValue] = facts.values.filter { name, value in
      (row[name] as DatabaseValue) != value
    }
    let known = try JSONDecoder().decode(
      [String: String].self, from: Data((row["attributes"] as String).utf8))
    let attributes = known.merging(facts.attributes) { $1 }
    if attributes != known {
      changed["attributes"] = try Self.json(attributes).databaseValue
    }
    guard !changed.isEmpty else { return .unchanged }
    let names = changed.keys.sorted()
    let statement = try db.cachedStatement(
      sql: "UPDATE \(table) SET \(names.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?")
    let arguments = names.map { changed[$0] ?? .null } + [row["id"] as DatabaseValue]
    try statement.execute(arguments: StatementArguments(arguments))
    return .updated
  }

  private func insert(_ code: String, _ facts: Facts) throws {
    let names = facts.values.keys.sorted()
    let all = ["code", "attributes"] + names
    let marks = all.map { _ in "?" }.joined(separator: ", ")
    let statement = try db.cachedStatement(
      sql: "INSERT INTO \(table) (\(all.joined(separator: ", "))) VALUES (\(marks))")
    let arguments =
      [code.databaseValue, try Self.json(facts.attributes).databaseValue]
      + names.map { facts.values[$0] ?? .null }
    try statement.execute(arguments: StatementArguments(arguments))
  }

  private static func json(_ attributes: [String: String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(attributes), as: UTF8.self)
  }
}

extension ImportReport {
  /// Counts the lines that told of one row by what became of it.
  mutating func count(_ outcome: FactsTable.Outcome, lines: Int = 1) {
    switch outcome {
    case .added: added += lines
    case .updated: updated += lines
    case .unchanged: unchanged += lines
    }
  }
}
