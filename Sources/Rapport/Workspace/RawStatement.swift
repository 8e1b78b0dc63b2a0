import GRDB
import GRDBSQLite

/// A prepared statement that is bound and stepped through SQLite's own interface.
///
/// For the loops over millions of lines, where GRDB's conveniences cost more than the database. Lives
/// inside one read or write, like the connection it belongs to.
struct RawStatement {
  private let owner: Statement
  private let handle: SQLiteStatement

  /// Prepares a statement.
  init(_ db: Database, _ sql: String) throws {
    owner = try db.makeStatement(sql: sql)
    handle = owner.sqliteStatement
  }

  /// Takes a statement that the connection keeps prepared, for questions that are asked again and again.
  init(cachedBy db: Database, _ sql: String) throws {
    owner = try db.cachedStatement(sql: sql)
    handle = owner.sqliteStatement
    // Whoever used it last may have stopped half-way.
    sqlite3_reset(handle)
  }

  /// Binds a number to a parameter, counted from 1.
  func bind(_ value: Int64, at parameter: Int32) { sqlite3_bind_int64(handle, parameter, value) }

  /// Binds a number, or NULL.
  func bind(_ value: Int64?, at parameter: Int32) {
    guard let value else { return bindNull(at: parameter) }
    sqlite3_bind_int64(handle, parameter, value)
  }

  /// Binds NULL.
  func bindNull(at parameter: Int32) { sqlite3_bind_null(handle, parameter) }

  /// Binds a text, or NULL; SQLite takes a copy.
  func bind(_ text: String?, at parameter: Int32) {
    guard var text else { return bindNull(at: parameter) }
    let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    _ = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // An empty text has no address, which SQLite would read as NULL.
        guard let start = characters.baseAddress else {
          return sqlite3_bind_text(handle, parameter, "", 0, copies)
        }
        return sqlite3_bind_text(handle, parameter, start, Int32(characters.count), copies)
      }
    }
  }

  /// Steps once; `true` where there is a row to read.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
      sqlite3_reset(handle)
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
  }

  /// Makes the statement ready for the next parameters.
  func reset() { sqlite3_reset(handle) }

  /// Runs a statement that returns no rows and makes it ready for the next parameters.
  func run() throws {
    _ = try step()
    sqlite3_reset(handle)
  }

  /// A number of the present row; 0 for NULL.
  func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// A number of the present row, or `nil`.
  func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

  /// A text of the present row; empty for NULL.
  func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// A text of the present row, or `nil`.
  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  /// Whether a cell of the present row is NULL.
  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
}
