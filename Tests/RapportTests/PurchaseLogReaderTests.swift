import Commerce
import Compute
import Foundation
import Testing

@testable import Rapport

@Suite struct `The purchase log of a workspace` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func randomLines(seed: UInt64, count: Int) -> [PurchaseLine] {
    var chance = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let isAnonymous = chance.below(5) == 0
      let quantity = chance.below(6) - 1
      return PurchaseLine(
        customer: isAnonymous ? nil : CustomerID("C\(chance.below(7))"),
        product: ProductID(["7", "10", "A", "a", "POST"][chance.below(5)]),
        order: OrderID("\(isAnonymous ? "B" : "O")\(chance.below(12))"),
        time: Timestamp(seconds: Int64(chance.below(400_000)) - 100_000),
        quantity: Double(quantity == 0 ? 2 : quantity),
        amount: Money(tenThousandths: Int64(chance.below(100_000))))
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `equals the log made of the lines themselves`(seed: UInt64) throws {
    let lines = randomLines(seed: seed, count: 300)
    let workspace = try folder.workspace()
    try workspace.importPurchases(lines)
    let (read, made) = (try workspace.purchaseLog(), PurchaseLog(lines))
    #expect(read.columns == made.columns, "seed \(seed)")
    #expect(read.orderIDs == made.orderIDs, "seed \(seed)")
    #expect(read.customers == made.customers && read.products == made.products, "seed \(seed)")
  }

  @Test func `does not depend on how the lines were divided among imports`() throws {
    let lines = randomLines(seed: 4, count: 200)
    let workspace = try folder.workspace()
    // Orders must stay whole: an occurrence number is counted within one source.
    let orders = Dictionary(grouping: lines) { "\($0.customer?.text ?? "-")/\($0.order.text)" }
    for key in orders.keys.sorted() { try workspace.importPurchases(orders[key] ?? []) }
    #expect(try workspace.purchaseLog().columns == PurchaseLog(lines).columns)
  }

  @Test func `for analyses ends on the day asked for`() throws {
    let workspace = try folder.workspace()
    let first = Timestamp(try #require(Day("2024-01-01")))
    let second = Timestamp(try #require(Day("2024-02-01")), hour: 23)
    try workspace.importPurchases([
      PurchaseLine(customer: "C1", product: "P1", order: "1", time: first),
      PurchaseLine(customer: "C2", product: "P2", order: "2", time: second),
    ])
    #expect(try workspace.analysisLog().count == 2)
    #expect(try workspace.analysisLog(asOf: second.day).count == 2)
    let early = try workspace.analysisLog(asOf: second.day.advanced(by: -1))
    #expect(early.products.ids == ["P1"])
    #expect(early.customers.ids == ["C1"])
    #expect(try workspace.lastPurchaseDay() == second.day)
    #expect(throws: WorkspaceError.noPurchasesUntil(day: Day(number: 0), first: first.day)) {
      try workspace.analysisLog(asOf: Day(number: 0))
    }
  }

  @Test func `for analyses leaves services out and settles returns`() throws {
    let workspace = try folder.workspace()
    let time = Timestamp(try #require(Day("2024-01-01")))
    let later = Timestamp(time.day.advanced(by: 3))
    try workspace.importPurchases(
      [
        PurchaseLine(customer: "C1", product: "P1", order: "1", time: time, quantity: 3),
        PurchaseLine(customer: "C1", product: "POST", order: "1", time: time),
        PurchaseLine(customer: "C2", product: "P9", order: "2", time: time),
        PurchaseLine(customer: "C1", product: "P1", order: "3", time: later, quantity: -1),
        PurchaseLine(customer: "C2", product: "P9", order: "4", time: later, quantity: -1),
      ], options: ImportOptions(excludeProducts: "POST|DOT"))
    let log = try workspace.analysisLog()
    #expect(log.columns.quantity == [2])
    #expect(log.products.ids == ["P1"])
    #expect(log.customers.ids == ["C1"])
    #expect(try workspace.purchaseLog().count == 5)
    #expect(try workspace.analysisLog(excluding: "P9").products.ids == ["P1", "POST"])
    #expect(throws: WorkspaceError.everythingExcluded(pattern: "P*")) {
      try workspace.analysisLog(excluding: "P*")
    }
  }

  @Test func `of an empty workspace is empty, and analyses are refused`() throws {
    let workspace = try folder.workspace()
    #expect(try workspace.purchaseLog().count == 0)
    #expect(throws: WorkspaceError.empty(path: workspace.store.path)) {
      try workspace.analysisLog()
    }
    #expect(throws: WorkspaceError.empty(path: workspace.store.path)) {
      try workspace.lastPurchaseDay()
    }
  }
}
