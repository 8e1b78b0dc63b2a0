import Commerce
import Foundation
import GRDB
import Testing

@testable import Rapport

/// A workspace as the first version wrote it is kept as text; every later version must open and read it.
@Suite struct `A workspace of the first version` {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try Workspace(at: Self.place("old", in: folder))
  }

  /// Makes a folder with the database as the first version wrote it.
  private static func place(_ name: String, in folder: TemporaryFolder) throws -> URL {
    let place = folder.url.appending(path: name, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let dump = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/workspace-1.sql")
    let sql = try String(contentsOf: dump, encoding: .utf8)
    let file = place.appending(path: "rapport.sqlite").path(percentEncoded: false)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let database = try DatabaseQueue(path: file, configuration: configuration)
    try database.inDatabase { db in
      try db.execute(sql: sql)
      // Not in the text, but in every workspace: readers do not wait for writers.
      _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
    }
    try database.close()
    return place
  }

  @Test func `is brought up to date by several who open it at the same moment`() async throws {
    for round in 0..<20 {
      let place = try Self.place("round-\(round)", in: folder)
      let opened = await withTaskGroup(of: String?.self) { group in
        for _ in 0..<4 {
          group.addTask {
            do {
              return try Workspace(at: place).purchaseLog().count == 4 ? nil : "no purchases"
            } catch { return "\(error)" }
          }
        }
        return await group.reduce(into: [String]()) { all, failure in
          if let failure { all.append(failure) }
        }
      }
      #expect(opened.isEmpty, "round \(round)")
    }
  }

  @Test func `opens and reads`() throws {
    let log = try workspace.purchaseLog()
    #expect(log.customers.ids == ["C1"])
    #expect(log.products.ids == ["P1", "P2"])
    #expect(log.columns.amount == [30_000, 10, -15_000, 15_000])
    #expect(log.columns.quantity == [2, 1, -1, 1])
    let lamp = try workspace.catalogue()["P1"]
    #expect(lamp.name == "Red lamp")
    #expect(lamp.stock == 7)
    let customer = try #require(try workspace.customerDirectory()["C1"])
    #expect(customer.email == "c1@example.com")
    #expect(!customer.personalise)
    #expect(customer.attributes == ["tier": "gold"])
    #expect(try workspace.consentEvents().map(\.status) == [.granted, .withdrawn])
    #expect(try workspace.excludedProducts() == "POST")
  }

  @Test func `takes the file it was made of without a change`() throws {
    let file = try folder.file(
      "purchases.csv",
      """
      customer,order,product,time,quantity,price,cost,discount,description,channel,store
      C1,1,P1,2024-01-05 10:00:00,2,1.50,0.75,0.10,Red lamp,web,
      C1,1,P2,2024-01-05 10:00:00,1,0.001,,,Screw,web,
      ,2,P1,2024-01-06,1,1.50,,,Red lamp,till,Main street
      C1,3,P1,2024-01-07,-1,1.50,,,,,
      """)
    #expect(try workspace.importPurchases(from: file).unchanged == 4)
  }

  @Test func `has the tables of a new one once it is open`() throws {
    func tables(_ workspace: Workspace) throws -> [String: String] {
      try workspace.store.read { db in
        let rows = try Row.fetchAll(
          db, sql: "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"], $0["sql"]) })
      }
    }
    // A migration that was edited, and not added, would show here.
    #expect(try tables(workspace) == tables(folder.workspace("new")))
  }
}
