import BasketAnalysis
import Commerce
import Testing

@Suite struct `Bundle suggestions` {
  /// Ten customers have honey and yoghurt in one order, thirty only honey, twenty only yoghurt; forty have bread.
  private static let log: PurchaseLog = {
    func line(_ customer: Int, _ product: ProductID, _ price: Int) -> PurchaseLine {
      PurchaseLine(
        customer: CustomerID("\(customer)"), product: product, order: "1",
        time: Timestamp(Day(number: 15_000)), amount: Money(price))
    }
    var lines: [PurchaseLine] = []
    for customer in 0..<40 { lines.append(line(customer, "honey", 6)) }
    for customer in Array(0..<10) + Array(40..<60) { lines.append(line(customer, "yoghurt", 2)) }
    for customer in 100..<300 { lines.append(line(customer, "bread", 3)) }
    for customer in 0..<8 {
      lines.append(line(300 + customer, "pen", 1))
      lines.append(line(300 + customer, "ink", 1))
    }
    return PurchaseLog(lines)
  }()

  @Test func `are products that belong together but have different customers`() throws {
    let priced = PricedBaskets(Self.log)
    let search = BundleSuggestions(mining: MiningOptions(support: .count(5)))
    let (found, tested) = try search.suggestions(in: priced)
    #expect(tested == 2)
    // Pen and ink belong together too, but everybody who has one has both.
    let bundle = try #require(found.first)
    #expect(found.count == 1)
    #expect(bundle.items.map { priced.baskets.items[Int($0)].text } == ["honey", "yoghurt"])
    #expect(bundle.together == 10)
    #expect(bundle.complete == 10)
    #expect(bundle.oneShort == 50)
    #expect(bundle.apartShare == 50.0 / 60)
    // 30 with honey alone would take yoghurt at 10/40, 20 with yoghurt alone honey at 10/30.
    #expect(abs(bundle.expected - (30 * 0.25 + 20.0 / 3)) < 1e-12)
    #expect(bundle.spend == Money(8))
    #expect(bundle.opportunity == Money(rounding: 30 * 0.25 * 2 + 20.0 / 3 * 6))
    #expect(abs(bundle.lift - 10.0 * 268 / (40 * 30)) < 1e-12)
  }

  @Test func `are none where nothing belongs together`() throws {
    var search = BundleSuggestions(mining: MiningOptions(support: .count(5)))
    search.significance = 1e-12
    #expect(try search.suggestions(in: PricedBaskets(Self.log)).suggestions.count == 0)
    search.significance = 0.01
    search.minimumApartShare = 0.9
    #expect(try search.suggestions(in: PricedBaskets(Self.log)).suggestions.isEmpty)
    #expect(throws: MiningError.noBaskets) {
      try search.suggestions(in: PricedBaskets(PurchaseLog([])))
    }
  }
}
