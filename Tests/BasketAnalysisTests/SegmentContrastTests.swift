import BasketAnalysis
import Commerce
import Testing

@Suite struct `A contrast of segments` {
  private static let start = Day(number: 15_000)

  /// Orders of one customer each, unless many orders share one.
  private func orders(
    _ lists: [(products: [ProductID], times: Int)], of segment: String, customers: Int
  ) -> [PurchaseLine] {
    lists.flatMap { list in
      (0..<list.times).flatMap { i in
        list.products.map { product in
          PurchaseLine(
            customer: CustomerID("\(segment)\(i % customers)"), product: product,
            order: OrderID("\(segment)-\(list.products[0])-\(i)"), time: Timestamp(Self.start))
        }
      }
    }
  }

  private func contrast(
    customers: Int = 40, _ change: (inout SegmentContrast.Options) -> Void = { _ in }
  ) throws -> (contrast: SegmentContrast, items: ItemIndex) {
    let champions = orders(
      [(["wine", "cheese"], 40), (["milk", "rolls"], 50)], of: "a", customers: customers)
    let others = orders(
      [(["wine", "cheese"], 4), (["milk", "rolls"], 200)], of: "b", customers: 100)
    let log = PurchaseLog(champions + others)
    let ids = log.customers.ids
    let members = Set(ids.filter { $0.text.hasPrefix("a") })
    var options = SegmentContrast.Options(mining: MiningOptions(support: .count(5)))
    change(&options)
    let segment = PricedBaskets(log, selection: .init(customers: members))
    let rest = PricedBaskets(log, selection: .init(customers: Set(ids).subtracting(members)))
    return (
      try SegmentContrast(segment: segment, others: rest, options: options), segment.baskets.items
    )
  }

  @Test func `finds the segment's own sets and not the shared ones`() throws {
    let (contrast, items) = try contrast()
    #expect(contrast.compared == 6)
    let names = contrast.findings.map { $0.items.map { items[Int($0)].text } }
    #expect(Set(names) == [["cheese"], ["wine"], ["cheese", "wine"]])
    let first = try #require(contrast.findings.first)
    #expect(first.inSegment == 40)
    #expect(first.inOthers == 4)
    #expect(first.segmentShare == 40.0 / 90)
    #expect(first.otherShare == 4.0 / 204)
    #expect(first.customers == 40)
  }

  @Test func `together means at least two products, and no more than a part says`() throws {
    let (pairs, items) = try contrast { $0.minimumLength = 2 }
    #expect(pairs.compared == 2)
    #expect(pairs.findings.map { $0.items.map { items[Int($0)].text } } == [["cheese", "wine"]])
    // Wine alone is contrasted as much as wine with cheese.
    let (none, _) = try contrast {
      $0.minimumLength = 2
      $0.excludesRedundant = true
    }
    #expect(none.findings.isEmpty)
  }

  @Test func `does not take one eager customer for a segment`() throws {
    let (one, _) = try contrast(customers: 1) { $0.minimumCustomers = 2 }
    #expect(one.compared == 6)
    #expect(one.findings.isEmpty)
    #expect(try contrast(customers: 2) { $0.minimumCustomers = 2 }.contrast.findings.count == 3)
  }
}
