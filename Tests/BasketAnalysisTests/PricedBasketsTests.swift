import BasketAnalysis
import Commerce
import Compute
import Testing

@Suite struct `Priced baskets` {
  private static let start = Day(number: 15_000)

  private func log(seed: UInt64, products: Int = 6) -> PurchaseLog {
    var generator = SeededGenerator(seed: seed)
    return PurchaseLog(
      (0..<120).map { _ in
        PurchaseLine(
          customer: Bool.random(using: &generator)
            ? CustomerID("\(Int.random(in: 0..<5, using: &generator))") : nil,
          product: ProductID("\(Int.random(in: 0..<products, using: &generator))"),
          order: OrderID("\(Int.random(in: 0..<9, using: &generator))"),
          time: Timestamp(Self.start.advanced(by: Int.random(in: 0..<20, using: &generator))),
          quantity: Double(Int.random(in: -1...3, using: &generator)),
          amount: Money(Int.random(in: 1...9, using: &generator)))
      })
  }

  private let catalogue: Catalogue = {
    var facts: [ProductID: Catalogue.Product] = [:]
    for product in 0..<5 {
      var fact = Catalogue.Product()
      fact.cost = Money(product)
      fact.category = product < 3 ? "low" : "high"
      fact.department = "all"
      facts[ProductID("\(product)")] = fact
    }
    return Catalogue(facts)
  }()

  @Test(arguments: 0..<10) func `are the baskets of the log`(seed: UInt64) {
    let log = log(seed: seed)
    let selections = [
      BasketSelection(), BasketSelection(maximumSize: 3), BasketSelection(customers: ["1", "2"]),
      BasketSelection(
        from: Self.start.advanced(by: 4), through: Self.start.advanced(by: 9)),
    ]
    for selection in selections {
      let priced = PricedBaskets(log, selection: selection, catalogue: catalogue)
      #expect(priced.baskets == Baskets(log, selection: selection), "seed \(seed)")
      #expect(priced.customers.count == priced.baskets.count, "seed \(seed)")
    }
  }

  /// What the definition says: lines of orders that have the whole set.
  private func slowly(_ log: PurchaseLog, _ set: [Int32]) -> (revenue: Int64, margin: Int64) {
    let orders = log.linesByOrder()
    var (revenue, margin): (Int64, Int64) = (0, 0)
    for order in log.orderIDs.indices {
      let lines = orders[order].map(Int.init).filter { log.columns.quantity[$0] > 0 }
      guard Set(set).isSubset(of: lines.map { log.columns.product[$0] }) else { continue }
      for line in lines where set.contains(log.columns.product[line]) {
        let product = log.products[Int(log.columns.product[line])]
        let cost = catalogue[product].cost ?? .zero
        revenue += log.columns.amount[line]
        margin +=
          log.columns.amount[line] - cost.tenThousandths * Int64(log.columns.quantity[line])
      }
    }
    return (revenue, margin)
  }

  @Test(arguments: 0..<10) func `value sets as their lines do`(seed: UInt64) throws {
    let log = log(seed: seed)
    let priced = PricedBaskets(log, catalogue: catalogue)
    let sets = try ItemsetMiner(MiningOptions(support: .count(1))).mine(priced.baskets)
    let values = priced.values(of: sets.map(\.items))
    #expect(values.count == sets.count)
    for (set, value) in zip(sets, values) {
      let slow = slowly(log, set.items)
      #expect(value.revenue.tenThousandths == slow.revenue, "seed \(seed), \(set.items)")
      // The last product has no cost.
      let isKnown = !set.items.contains { log.products[Int($0)] == "5" }
      #expect(value.margin?.tenThousandths == (isKnown ? slow.margin : nil), "seed \(seed)")
    }
    let options = RuleOptions(minimumConfidence: ExactShare(0.3))
    let trusted = RuleMiner(options).trustedRules(from: sets)
    let list = Array(trusted.rules.indices.reversed())
    for (place, value) in priced.values(of: list, in: trusted).enumerated() {
      let rule = trusted.rules[list[place]]
      #expect(
        value.revenue.tenThousandths
          == slowly(log, (rule.antecedent + rule.consequent).sorted()).revenue, "seed \(seed)")
    }
  }

  @Test func `with levels price a group as its products, and know what is trivial`() throws {
    let priced = PricedBaskets(log(seed: 3), catalogue: catalogue)
    let levelled = LevelledBaskets(
      priced, levels: [.category, .department], catalogue: catalogue)
    let items = levelled.priced.baskets.items
    func position(_ id: ProductID) throws -> Int32 {
      Int32(try #require(items.position(of: id)))
    }
    #expect(levelled.names["category:low"] == "low (category)")
    #expect(levelled.priced.baskets.count == priced.baskets.count)
    let (zero, one) = (try position("0"), try position("1"))
    let (low, high) = (try position("category:low"), try position("category:high"))
    let all = try position("department:all")
    // A product and its category or department; a category and its department.
    for pair in [[zero, low], [zero, all], [low, all], [one, high, all]] {
      #expect(levelled.isTrivial(pair.sorted()))
    }
    for pair in [[zero, one], [zero, high], [low, high], [zero]] {
      #expect(!levelled.isTrivial(pair.sorted()))
    }
    let sets = try ItemsetMiner(MiningOptions(support: .count(2))).mine(levelled.priced.baskets)
    let kept = levelled.removingTrivial(sets)
    #expect(kept.count < sets.count)
    #expect(kept.allSatisfy { !levelled.isTrivial($0.items) })
    #expect(kept.count == sets.count { !levelled.isTrivial($0.items) })
    let whole = levelled.priced.values(of: [[all]])
    let parts = priced.values(
      of: (0..<5).compactMap { priced.baskets.items.position(of: ProductID("\($0)")) }
        .map { [Int32($0)] })
    #expect(whole[0].revenue == parts.reduce(.zero) { $0 + $1.revenue })
    #expect(whole[0].margin == parts.compactMap(\.margin).reduce(.zero, +))
  }

  @Test func `take a lower support for rare products only`() throws {
    // Saffron is rare but always with rice; bread and milk meet twice by chance.
    let common: [[ProductID]] = Array(repeating: ["bread"], count: 40)
    let milk: [[ProductID]] = Array(repeating: ["milk"], count: 38)
    let baskets = Baskets(
      common + milk + [
        ["bread", "milk"], ["bread", "milk"], ["rice", "saffron"], ["rice", "saffron"],
      ])
    let counts = (0..<baskets.items.count).map { baskets.items[$0] == "saffron" ? 2 : 20 }
    let floor = SupportFloor(counts)
    #expect(floor.lowest == 2)
    let sets = try ItemsetMiner(MiningOptions(support: .count(floor.lowest))).mine(baskets)
    let options = RuleOptions(minimumConfidence: ExactShare(0), floor: floor)
    let rules = RuleMiner(options).rules(from: sets)
    let sides = rules.map { rule in
      (rule.antecedent + rule.consequent).map { baskets.items[Int($0)].text }.sorted()
    }
    #expect(sides == [["rice", "saffron"], ["rice", "saffron"]])
    // The correction knows of no other rule either.
    let trusted = RuleMiner(options).trustedRules(
      from: sets, TrustOptions(correction: .bonferroni))
    for rule in trusted.rules.indices {
      #expect(trusted.adjustedPValues[rule] == min(1, trusted.pValues[rule] * 2))
    }
    var wide = options
    wide.allowsAnyConsequent = true
    #expect(RuleMiner(wide).rules(from: sets).count == 2)
  }
}
