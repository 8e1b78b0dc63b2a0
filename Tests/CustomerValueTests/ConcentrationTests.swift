import CustomerValue
import Testing

@Suite struct `A concentration of revenue` {
  @Test func `classes customers by what those above them make`() {
    let found = Concentration([50, 30, 10, 5, 3, 2])
    #expect(found.classes == [.a, .a, .b, .b, .c, .c])
    #expect(found.customersForMost == 2.0 / 6)
  }

  @Test func `keeps equal values together`() {
    let found = Concentration([10, 10, 10, 10, 1])
    #expect(found.classes == [.a, .a, .a, .a, .c])
    #expect(Set(found.deciles.prefix(4)) == [1])
  }

  @Test func `partitions customers and revenue into deciles`() {
    let values = (0..<97).map { Double(($0 * 37) % 101) }
    let found = Concentration(values)
    #expect(found.table.map(\.customers).reduce(0, +) == 97)
    #expect(abs(found.table.map(\.revenue).reduce(0, +) - values.reduce(0, +)) < 1e-9)
    #expect(abs((found.table.last?.cumulativeShare ?? 0) - 1) < 1e-12)
    let shares = found.table.map(\.cumulativeShare)
    #expect(shares == shares.sorted())
  }

  @Test func `of nothing is nothing`() {
    #expect(Concentration([]).customersForMost == 0)
    #expect(Concentration([0, 0]).classes == [.c, .c])
  }
}

@Suite struct `A value matrix` {
  @Test func `has four quadrants around the means`() {
    func quadrant(_ orders: Double, _ order: Double) -> ValueMatrix {
      ValueMatrix(orders: orders, averageOrder: order, meanOrders: 5, meanOrder: 40)
    }
    #expect(quadrant(6, 50) == .best)
    #expect(quadrant(6, 40) == .frequent)
    #expect(quadrant(5, 50) == .spender)
    #expect(quadrant(1, 10) == .uncertain)
  }
}

@Suite struct `Tiers` {
  @Test func `partition the customers`() {
    let tiers = TierRule().tiers(
      value: [100, 50, 20, 10, -5, 1], headroom: [0, 500, 0, 9, 900, 10])
    #expect(
      tiers == [.mostValuable, .mostGrowable, .migrator, .migrator, .belowZero, .migrator])
    var rule = TierRule()
    rule.mostGrowable = 0.5
    #expect(
      rule.tiers(value: [100, 50, 20, 10, -5, 1], headroom: [0, 500, 0, 9, 900, 10])
        == [.mostValuable, .mostGrowable, .migrator, .mostGrowable, .belowZero, .mostGrowable])
  }

  @Test func `count what a customer costs`() {
    var costs = CostToServe()
    #expect(costs.cost(of: .init(orders: 9, returns: 2)) == 0)
    (costs.perOrder, costs.perReturn, costs.perContact) = (2, 5, 0.5)
    #expect(costs.cost(of: .init(orders: 3, returns: 2, contacts: 4, discounts: 7)) == 18)
    // Sold for 100 − 20 at 40 %: goods of 60 were paid, 20 are left, and 0.4 · 80 − 0.6 · 20 = 20.
    costs.margin = 0.4
    let discounted = CostToServe.Causes(orders: 0, discounts: 20)
    #expect(costs.margin * 80 - costs.cost(of: discounted) == 20)
  }

  @Test func `count the goods where their cost is known`() {
    var costs = CostToServe()
    costs.margin = 0.5
    var causes = CostToServe.Causes(orders: 1, discounts: 20)
    (causes.goods, causes.spendOnThem) = (60, 80)
    #expect(costs.margin(of: causes, spend: 80) == 0.25)
    #expect(costs.margin(of: causes, spend: 160) == 0.375, "the other 80 leave a half")
    #expect(costs.cost(of: causes) == 0, "the discount is in the spend already")
    #expect(costs.margin(of: .init(orders: 1), spend: 80) == 0.5)
    causes.goods = 100
    #expect(costs.margin(of: causes, spend: 80) == -0.25, "sold below cost")
  }
}
