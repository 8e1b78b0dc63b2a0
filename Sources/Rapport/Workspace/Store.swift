import Commerce
import Foundation
import GRDB

/// The embedded database of a workspace.
///
/// Constraints come before types: `STRICT` tables, foreign keys, `NOT NULL` by default and named migrations
/// that are never edited, because data outlives code.
struct Store: Sendable {
  let database: DatabasePool
  let path: String

  /// Opens `rapport.sqlite` in a folder and brings its schema up to date.
  init(in folder: URL) throws {
    path = folder.path(percentEncoded: false)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw Self.isFile(path)
        ? WorkspaceError.notAFolder(path: path)
        : WorkspaceError.notUsable(path: path, reason: error.localizedDescription)
    }
    database = try Self.translating(path) {
      let pool = try DatabasePool(path: Self.file(in: folder), configuration: Self.configuration)
      if try pool.read(Self.migrator.hasBeenSuperseded) {
        throw WorkspaceError.newerVersion(path: folder.path(percentEncoded: false))
      }
      try Self.bringUpToDate(pool)
      return pool
    }
  }

  /// Makes the schema changes that are still to be made.
  ///
  /// After an upgrade a timer and a person may open the workspace at the same moment; the one whose change
  /// fails because the other has just made it goes on with the next.
  private static func bringUpToDate(_ pool: DatabasePool) throws {
    let before = try pool.read(migrator.appliedIdentifiers)
    do {
      try migrator.migrate(pool)
    } catch {
      guard try pool.read(migrator.appliedIdentifiers) != before else { throw error }
      try bringUpToDate(pool)
    }
  }

  /// Opens the `rapport.sqlite` that is in a folder already, or refuses.
  init(existingIn folder: URL) throws {
    let path = folder.path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: Self.file(in: folder)) else {
      throw Self.isFile(path)
        ? WorkspaceError.notAFolder(path: path) : WorkspaceError.missing(path: path)
    }
    try self.init(in: folder)
  }

  private static func file(in folder: URL) -> String {
    folder.appending(path: "rapport.sqlite").path(percentEncoded: false)
  }

  /// Every schema change ever made, oldest first.
  ///
  /// Add to the end; never edit.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    registerPurchases(in: &migrator)
    registerModels(in: &migrator)
    registerCampaigns(in: &migrator)
    registerPrivacy(in: &migrator)
    return migrator
  }

  /// Reads in one snapshot.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.translating(path) { try database.read(body) }
  }

  /// Writes in one transaction: all of it or nothing.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.translating(path) { try database.write(body) }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY")
    }
    return configuration
  }

  private static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    // A file's path that ends in a slash names nothing.
    let path = path.hasSuffix("/") ? String(path.dropLast()) : path
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue
  }

  /// Says in our words what SQLite says in its own.
  static func translating<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: throw WorkspaceError.locked(path: path)
      case .SQLITE_FULL: throw WorkspaceError.diskFull(path: path)
      default:
        throw WorkspaceError.notUsable(
          path: path, reason: error.message ?? error.resultCode.description)
      }
    }
  }
}
