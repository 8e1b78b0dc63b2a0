import Commerce
import Foundation
import GRDB
import Testing

@testable import Rapport

@Suite struct `A customer who is forgotten` {
  private let folder: TemporaryFolder
  private let workspace: Workspace
  private static let purchases = """
    customer,order,product,time,quantity,price,description
    Robin-4711,1,P1,2024-01-05,2,1.50,Red lamp
    Robin-4711,2,P2,2024-02-05,1,3.00,Screw
    C2,3,P1,2024-01-06,1,1.50,Red lamp

    """

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
    try take(.purchases, Self.purchases)
    try take(.customers, "customer,email\nRobin-4711,robin@example.com\nC2,two@example.com\n")
    try take(
      .consent,
      "customer,channel,purpose,status,time\nRobin-4711,email,marketing,granted,2024-01-01\n")
  }

  @discardableResult
  private func take(_ kind: ImportKind, _ text: String) throws -> ImportReport {
    try workspace.importFile(kind, from: try folder.file("f.csv", text))
  }

  private var bytes: Data {
    get throws {
      try ["rapport.sqlite", "rapport.sqlite-wal"].reduce(into: Data()) { bytes, name in
        let file = workspace.folder.appending(path: name)
        if FileManager.default.fileExists(atPath: file.path) {
          bytes += try Data(contentsOf: file)
        }
      }
    }
  }

  @Test func `leaves nothing but a hash behind`() throws {
    #expect(try bytes.range(of: Data("robin@example.com".utf8)) != nil)
    let report = try workspace.forget("Robin-4711")
    #expect(report.lines == 2 && report.orders == 2 && report.consentEvents == 1)
    #expect(try workspace.purchaseLog().customers.ids == ["C2"])
    #expect(try workspace.customerDirectory()["Robin-4711"] == nil)
    #expect(try workspace.consentEvents().isEmpty)
    for text in ["robin@example.com", "Robin-4711"] {
      #expect(try bytes.range(of: Data(text.utf8)) == nil, "\(text)")
    }
    let lines = try workspace.store.read {
      try Int.fetchAll($0, sql: "SELECT lines FROM descriptions ORDER BY id")
    }
    #expect(lines == [1, 0])
  }

  @Test func `does not come back with later files, and is not named in their rejects`() throws {
    try workspace.forget("Robin-4711")
    let again = try take(.purchases, Self.purchases)
    #expect(again.unchanged == 1 && again.rejectedByReason == ["forgotten-customer": 2])
    let rejects = try String(contentsOfFile: try #require(again.rejectsFile), encoding: .utf8)
    #expect(rejects.contains("2,customer,forgotten-customer,\n"))
    #expect(try take(.customers, "customer,email\nRobin-4711,robin@example.com\n").added == 0)
    let line = PurchaseLine(
      customer: "Robin-4711", product: "P1", order: "9", time: Timestamp(Day(number: 1)),
      amount: Money(1))
    let report = try workspace.importPurchases([line])
    #expect(report.added == 0 && report.rejected == 1)
    #expect(try workspace.purchaseLog().customers.ids == ["C2"])
  }

  @Test func `is known again where a program wrote decimals`() throws {
    try take(.purchases, "customer,product\n17850,P1\n")
    try workspace.forget("17850")
    #expect(try take(.purchases, "customer,product\n17850.0,P1\n13047.0,P1\n").rejected == 1)
  }

  @Test func `is refused where nobody has that name, with the nearest one`() throws {
    #expect(throws: ServingError.unknownCustomer(id: "Robin-4712", suggestion: "Robin-4711")) {
      try workspace.forget("Robin-4712")
    }
    #expect(try workspace.purchaseLog().count == 3)
  }

  @Test func `stays in a rehearsal, and is forgotten once`() throws {
    #expect(try workspace.forget("Robin-4711", isDryRun: true).lines == 2)
    #expect(try workspace.purchaseLog().count == 3)
    try workspace.forget("Robin-4711")
    let again = try workspace.forget("Robin-4711")
    #expect(again.wasForgotten && again.lines == 0)
  }

  @Test func `is looked for in the lists and reports that were written`() throws {
    let lists = workspace.folder.appending(path: "lists", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: lists, withIntermediateDirectories: true)
    for (name, customer) in [("spring", "Robin-4711"), ("autumn", "Robin-47110")] {
      try Data("customer,name\n\(customer),x\n".utf8)
        .write(to: lists.appending(path: "\(name).csv"))
    }
    #expect(try workspace.forget("Robin-4711").files == ["lists/spring.csv"])
  }
}
