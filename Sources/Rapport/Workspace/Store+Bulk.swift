import GRDB

extension Store {
  /// Deletes in one transaction, which is kept or, for a rehearsal, rolled back; what is freed is overwritten,
  /// in the database and, unless somebody is reading from it just then, in the journal beside it.
  func erase(keeping isKept: Bool, _ body: (Database) throws -> Void) throws {
    try Self.translating(path) {
      try database.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA secure_delete = ON")
        defer { try? db.execute(sql: "PRAGMA secure_delete = OFF") }
        try db.inTransaction(.immediate) {
          try body(db)
          return isKept ? .commit : .rollback
        }
        // The deletion stands: a reader who keeps the journal for now must not turn it into a failure.
        _ = try? db.checkpoint(.truncate)
      }
    }
  }

  /// Writes much in one transaction, which is kept or, for a rehearsal, rolled back.
  ///
  /// Foreign keys are not looked up row by row meanwhile: an import makes the rows it refers to itself, and
  /// checking three of them for every line costs more than writing it.
  func writeInBulk<Value>(keeping isKept: Bool, _ body: (Database) throws -> Value) throws -> Value
  {
    try Self.translating(path) {
      try database.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA foreign_keys = OFF")
        defer { try? db.execute(sql: "PRAGMA foreign_keys = ON") }
        var result: Value?
        try db.inTransaction(.immediate) {
          result = try body(db)
          return isKept ? .commit : .rollback
        }
        guard let result else { throw WorkspaceError.notUsable(path: path, reason: "no result") }
        return result
      }
    }
  }
}
