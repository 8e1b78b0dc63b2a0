import Commerce
import Compute
import Testing

@testable import BasketAnalysis

@Suite struct `The sets that earn most` {
  private static let start = Day(number: 15_000)

  /// Orders with prices, some below cost.
  private func priced(seed: Int) -> PricedBaskets {
    var random = SeededGenerator(seed: UInt64(seed), stream: 21)
    let lines = (0..<30 + random.below(60)).map { _ in
      PurchaseLine(
        customer: nil, product: ProductID("\(random.below(8))"),
        order: OrderID("\(random.below(14))"), time: Timestamp(Self.start),
        quantity: Double(1 + random.below(3)), amount: Money(1 + random.below(9)))
    }
    var facts: [ProductID: Catalogue.Product] = [:]
    for product in 0..<7 {
      var fact = Catalogue.Product()
      fact.cost = Money(random.below(4))
      facts[ProductID("\(product)")] = fact
    }
    return PricedBaskets(PurchaseLog(lines), catalogue: Catalogue(facts))
  }

  /// Every set there is, valued one by one, best first.
  private func slowly(
    _ priced: PricedBaskets, _ options: HighValueSets.Options
  ) throws -> [ValuedSet] {
    let baskets = priced.baskets
    let least = options.support.minimumCount(inBaskets: baskets.count)
    var found: [ValuedSet] = []
    for mask in 1..<1 << baskets.items.count {
      let items = (0..<Int32(baskets.items.count)).filter { mask >> Int($0) & 1 == 1 }
      guard items.count >= options.minimumLength, items.count <= options.maximumLength ?? .max,
        options.item.map(items.contains) ?? true
      else { continue }
      if options.order == .margin, !items.allSatisfy({ priced.isCosted[Int($0)] }) { continue }
      var (count, value): (Int, Int64) = (0, 0)
      for basket in 0..<baskets.count where Set(items).isSubset(of: baskets[basket]) {
        count += 1
        for entry in baskets.offsets[basket]..<baskets.offsets[basket + 1]
        where items.contains(baskets.entries[entry]) {
          value += options.order == .revenue ? priced.amounts[entry] : priced.margins[entry]
        }
      }
      if count >= least { found.append(ValuedSet(items: items, count: count, value: value)) }
    }
    return found.sorted { $0.comesBefore($1) }
  }

  @Test(arguments: 0..<150) func `are those of a search through every set`(seed: Int) throws {
    let priced = priced(seed: seed)
    var random = SeededGenerator(seed: UInt64(seed), stream: 22)
    var options = HighValueSets.Options(
      order: seed % 2 == 0 ? .revenue : .margin, support: .count(1 + random.below(3)),
      minimumLength: 1 + random.below(3), maximumLength: [nil, 3, 4][random.below(3)],
      limit: [nil, 0, 1, 3, 10][random.below(5)])
    if seed % 5 == 0 { options.item = Int32(random.below(priced.baskets.items.count)) }
    let slow = try slowly(priced, options)
    let fast = try HighValueSets(in: priced, options)
    let expected = slow.prefix(options.limit ?? .max)
    #expect(fast.findings.map(\.items) == expected.map(\.items), "seed \(seed)")
    #expect(fast.findings.map(\.count) == expected.map(\.count), "seed \(seed)")
    let values = fast.findings.map {
      (options.order == .revenue ? $0.value.revenue : $0.value.margin)?.tenThousandths
    }
    #expect(values == expected.map(\.value), "seed \(seed)")
  }

  @Test func `are found without valuing all sets`() throws {
    // Six dear products always together, thirty cheap ones in pairs.
    let dear = (0..<40).map { order in
      (0..<6).map { line("dear\($0)", "a\(order)", 50) }
    }
    let cheap = (0..<400).map { order in
      (0..<8).map { line("cheap\((order * 7 + $0 * $0) % 30)", "b\(order)", 1) }
    }
    let priced = PricedBaskets(PurchaseLog((dear + cheap).flatMap(\.self)))
    var options = HighValueSets.Options(support: .count(2), maximumLength: nil, limit: nil)
    let all = try HighValueSets(in: priced, options)
    options.limit = 5
    let best = try HighValueSets(in: priced, options)
    #expect(best.findings == Array(all.findings.prefix(5)))
    #expect(best.findings[0].items.count == 6)
    #expect(best.findings[0].value.revenue == Money(40 * 6 * 50))
    #expect(best.findings[0].basketRevenue == Money(40 * 6 * 50))
    #expect(best.valued * 3 < all.valued, "\(best.valued) of \(all.valued)")
  }

  @Test func `stop at the memory budget and without a basket`() throws {
    var options = HighValueSets.Options(support: .count(1), limit: nil)
    #expect(throws: MiningError.noBaskets) {
      try HighValueSets(in: PricedBaskets(PurchaseLog([PurchaseLine]())), options)
    }
    options.memoryBudget = 100
    let error = #expect(throws: MiningError.self) {
      try HighValueSets(in: priced(seed: 1), options)
    }
    #expect(error?.code == "itemsets-too-large")
  }

  private func line(_ product: String, _ order: String, _ amount: Int) -> PurchaseLine {
    PurchaseLine(
      customer: nil, product: ProductID(product), order: OrderID(order),
      time: Timestamp(Self.start), amount: Money(amount))
  }
}
