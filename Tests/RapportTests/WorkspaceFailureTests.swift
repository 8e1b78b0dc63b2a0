import Commerce
import Foundation
import GRDB
import Testing

@testable import Rapport

@Suite struct `A workspace that cannot be written` {
  private let folder: TemporaryFolder
  private let line = PurchaseLine(customer: "C1", product: "P1", time: Timestamp(seconds: 0))

  init() throws { folder = try TemporaryFolder() }

  private func database(_ workspace: Workspace) throws -> DatabaseQueue {
    let file = workspace.folder.appending(path: "rapport.sqlite").path(percentEncoded: false)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    return try DatabaseQueue(path: file, configuration: configuration)
  }

  @Test func `because another process is writing can still be read`() throws {
    let workspace = try folder.workspace()
    try workspace.importPurchases([line])
    let other = try database(workspace)
    try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    #expect(throws: WorkspaceError.locked(path: workspace.store.path)) {
      try workspace.importPurchases([line, line])
    }
    #expect(try Workspace(at: workspace.folder).purchaseLog().count == 1)
    try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
    #expect(try workspace.importPurchases([line, line]).added == 1)
  }

  @Test func `because a newer Rapport made it is left alone`() throws {
    let workspace = try folder.workspace()
    try database(workspace).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('purchases-999')")
    }
    #expect(throws: WorkspaceError.newerVersion(path: workspace.store.path)) {
      try Workspace(at: workspace.folder)
    }
  }

  @Test func `because the disk is full is as before`() throws {
    let workspace = try folder.workspace()
    try workspace.importPurchases([line])
    try workspace.store.database.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
    }
    let many = (0..<2000).map {
      PurchaseLine(customer: CustomerID("C\($0)"), product: "P1", time: Timestamp(seconds: 0))
    }
    #expect(throws: WorkspaceError.diskFull(path: workspace.store.path)) {
      try workspace.importPurchases(many)
    }
    #expect(try workspace.purchaseLog().count == 1)
  }

  @Test func `because its place cannot be made or is a file says so`() throws {
    let file = try folder.file("taken", "text")
    #expect(throws: WorkspaceError.notAFolder(path: file.path(percentEncoded: false))) {
      try Workspace(at: file)
    }
    let error = #expect(throws: WorkspaceError.self) {
      try Workspace(at: URL(filePath: "/proc/none/workspace", directoryHint: .isDirectory))
    }
    #expect(error?.code == "workspace-not-usable")
  }

  @Test func `because its rejects cannot be written is as before`() throws {
    let workspace = try folder.workspace()
    let file = try folder.file("f.csv", "customer,product\nC1,P1\nC1,\n")
    let options = ImportOptions(
      rejectsFile: file.appending(path: "r.csv").path(percentEncoded: false))
    #expect(throws: WorkspaceError.self) {
      try workspace.importPurchases(from: file, options: options)
    }
    #expect(try workspace.purchaseLog().count == 0)
  }

  @Test func `says what is wrong and what to do`() {
    let day = Day(number: 0)
    let errors: [(WorkspaceError, String, String)] = [
      (
        .noPurchasesUntil(day: day, first: day.advanced(by: 1)),
        "There are no purchases up to 1970-01-01; the first is on 1970-01-02.",
        "Name a later day with --as-of."
      ),
      (
        .everythingExcluded(pattern: "P*"),
        "Nothing is left to analyse: the pattern 'P*' excludes every product.",
        "Give a narrower pattern with --exclude-products."
      ),
      (
        .everythingExcluded(pattern: ""),
        "Nothing is left to analyse: there are only returns, or every purchase was returned.",
        "Import purchases as well, or choose another day with --as-of."
      ),
      (
        .locked(path: "w"), "Another process is writing to the workspace 'w'.",
        "Wait until it has finished and try again; nothing was changed."
      ),
      (
        .diskFull(path: "w"), "The disk that holds the workspace 'w' is full.",
        "Free some space and run the same command again; nothing was changed."
      ),
      (
        .newerVersion(path: "w"),
        "The workspace 'w' was made by a newer version of Rapport than this one.",
        "Install the newer Rapport; nothing was changed."
      ),
      (
        .empty(path: "w"), "The workspace 'w' has no purchases yet.",
        "Import some first: rapport import purchases FILE."
      ),
      (
        .notAFolder(path: "w"), "The workspace 'w' is a file, not a folder.",
        "Name a folder with --workspace."
      ),
      (
        .notUsable(path: "w", reason: "no"), "The workspace 'w' cannot be used: no.",
        "Check the path and its permissions, or name another folder with --workspace."
      ),
    ]
    for (error, message, hint) in errors {
      #expect(error.message == message)
      #expect(error.hint == hint)
    }
  }
}
