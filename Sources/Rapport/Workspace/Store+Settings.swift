import GRDB

extension Store {
  /// What the workspace remembers under a name, or `nil`.
  static func setting(_ name: String, in db: Database) throws -> String? {
    try String.fetchOne(db, sql: "SELECT value FROM settings WHERE name = ?", arguments: [name])
  }

  /// Remembers a value under a name; `nil` forgets it.
  static func remember(_ value: String?, as name: String, in db: Database) throws {
    guard let value else {
      return try db.execute(sql: "DELETE FROM settings WHERE name = ?", arguments: [name])
    }
    try db.execute(
      sql: """
        INSERT INTO settings (name, value) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """, arguments: [name, value])
  }
}
