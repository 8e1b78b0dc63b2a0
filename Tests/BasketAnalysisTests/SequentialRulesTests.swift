import BasketAnalysis
import Commerce
import Compute
import Testing

@Suite struct `Sequential rules` {
  private static let start = Day(number: 15_000)

  private func log(seed: UInt64, customers: Int = 30, products: Int = 5) -> PurchaseLog {
    var generator = SeededGenerator(seed: seed)
    var lines: [PurchaseLine] = []
    for customer in 0..<customers {
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let day = Self.start.advanced(by: Int.random(in: 0..<60, using: &generator))
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let product = Int.random(in: 0..<products, using: &generator)
          lines.append(
            PurchaseLine(
              customer: CustomerID("\(customer)"), product: ProductID("\(product)"),
              order: OrderID("\(day.number)"), time: Timestamp(day)))
        }
      }
    }
    return PurchaseLog(lines)
  }

  /// What the definition says, customer by customer, pair by pair.
  private func slowly(_ log: PurchaseLog, window: Int, _ first: Int32, _ then: Int32)
    -> (customers: Int, delays: [Int], usual: Double)
  {
    guard let last = log.lastDay, let earliest = log.columns.time.min() else { return (0, [], 0) }
    func period(_ day: Day) -> Int { Timestamp(seconds: earliest).day.distance(to: day) / 28 }
    var (delays, starts) = ([Int](), [Int]())
    var (followed, days) = ([Int: Int](), [Int: Int]())
    for customer in 0..<log.customers.count {
      let lines = log.lines(ofCustomer: customer)
      func visits(with product: Int32) -> [Day] {
        lines.filter { log.columns.product[$0] == product }.map { log.day(ofLine: $0) }
      }
      func delay(after day: Day) -> Int? {
        visits(with: then).map { day.distance(to: $0) }.filter { (1...window).contains($0) }.min()
      }
      if let start = visits(with: first).first, start.distance(to: last) >= window {
        starts.append(period(start))
        if let delay = delay(after: start) { delays.append(delay) }
      }
      for day in Set(lines.map { log.day(ofLine: $0) }) where day.distance(to: last) >= window {
        days[period(day), default: 0] += 1
        if delay(after: day) != nil { followed[period(day), default: 0] += 1 }
      }
    }
    let usual = starts.map { Double(followed[$0] ?? 0) / Double(days[$0] ?? 1) }.reduce(0, +)
    return (starts.count, delays.sorted(), usual / Double(max(1, starts.count)))
  }

  @Test(arguments: 0..<20) func `count what the definition counts`(seed: UInt64) {
    let log = log(seed: seed)
    let search = SequentialRules(
      windowDays: 10, minimumCustomers: 1, significance: 1, correction: .none)
    let found = search.findings(in: log)
    var above = 0
    for first in 0..<Int32(log.products.count) {
      for then in 0..<Int32(log.products.count) where then != first {
        let slow = slowly(log, window: 10, first, then)
        let share = Double(slow.delays.count) / Double(max(1, slow.customers))
        let rule = found.rules.first { $0.first == first && $0.then == then }
        guard !slow.delays.isEmpty, share > slow.usual + 1e-12 else {
          #expect(rule == nil, "seed \(seed)")
          continue
        }
        above += 1
        #expect(rule?.customers == slow.customers, "seed \(seed)")
        #expect(rule?.followed == slow.delays.count, "seed \(seed)")
        #expect(rule?.medianDays == slow.delays[slow.delays.count / 2], "seed \(seed)")
        #expect(abs((rule?.usual ?? 0) - slow.usual) < 1e-12, "seed \(seed)")
      }
    }
    #expect(found.rules.count == above, "seed \(seed)")
    #expect(found.tested >= above)
  }

  @Test func `find a planted sequence with its share, delay and p-value`() throws {
    var lines: [PurchaseLine] = []
    func buy(_ customer: Int, _ product: ProductID, _ day: Int) {
      lines.append(
        PurchaseLine(
          customer: CustomerID("c\(customer)"), product: product,
          time: Timestamp(Self.start.advanced(by: day))))
    }
    for customer in 0..<40 {
      buy(customer, "printer", customer % 10)
      if customer < 20 { buy(customer, "ink", customer % 10 + 11) }
    }
    for other in 100..<140 { buy(other, "paper", other % 20) }
    buy(99, "paper", 300)
    let found = SequentialRules(windowDays: 30, minimumCustomers: 5).findings(
      in: PurchaseLog(lines))
    let rule = try #require(found.rules.first)
    #expect(found.rules.count == 1)
    #expect(found.tested == 1)
    #expect(found.shoppingDays == 100)
    #expect(rule.followed == 20)
    #expect(rule.customers == 40)
    #expect(rule.medianDays == 11)
    #expect(abs(rule.lift - 2.5) < 1e-12)
    // 20 of 100 shopping days (40 printers, 20 inks, 40 papers) are followed by ink within 30 days.
    #expect(abs(rule.usual - 0.2) < 1e-15)
    // Σ C(40, k) 0.2^k 0.8^(40 − k) for k from 20 to 40, summed as fractions.
    #expect(abs(rule.adjustedP - 2.1691893126332917e-05) < 1e-17)
  }

  @Test func `do not take a season for a sequence`() {
    // Sixty customers buy trees and stars in December only, on days of their own, as all who shop then.
    var lines: [PurchaseLine] = []
    for customer in 0..<60 {
      func buy(_ product: ProductID, _ day: Int) {
        lines.append(
          PurchaseLine(
            customer: CustomerID("\(customer)"), product: product,
            time: Timestamp(Self.start.advanced(by: day))))
      }
      for month in 0..<10 { buy("bread", month * 28 + customer % 28) }
      if customer % 2 == 0 { buy("tree", 10 * 28 + customer % 9) }
      if customer % 4 < 2 { buy("star", 10 * 28 + 9 + customer % 9) }
      buy("bread", 10 * 28 + customer % 9)
      buy("bread", 320)
    }
    let found = SequentialRules(windowDays: 20, minimumCustomers: 10).findings(
      in: PurchaseLog(lines))
    #expect(found.tested > 0)
    #expect(found.rules.isEmpty)
  }

  @Test func `do not take chance for a sequence`() {
    // Twenty shops of pure chance, every pair tested at 0.01 after correction.
    let found = (100..<120).reduce(0) { sum, seed in
      sum
        + SequentialRules(windowDays: 10, minimumCustomers: 3).findings(
          in: log(seed: UInt64(seed), customers: 60)
        ).rules.count
    }
    #expect(found <= 2)
  }

  @Test func `say nothing of an empty log and of returns alone`() {
    #expect(SequentialRules().findings(in: PurchaseLog([])).rules.isEmpty)
    let line = PurchaseLine(
      customer: "a", product: "p", time: Timestamp(Self.start), quantity: -1)
    let found = SequentialRules(windowDays: 1, minimumCustomers: 1).findings(
      in: PurchaseLog([line]))
    #expect(found.tested == 0)
  }
}
