import GRDB

extension Store {
  /// The table of customers who were erased: what is kept of each is a salted hash and the day.
  static func registerPrivacy(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("privacy-1") { db in
      try db.execute(
        sql: """
          CREATE TABLE forgotten (
            tombstone TEXT PRIMARY KEY,
            forgotten_at TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;
          """)
    }
  }
}
