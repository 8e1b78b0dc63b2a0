import BasketAnalysis
import Commerce
import Testing

@Suite struct `What marketers ask of rules` {
  @Test func `a rule is measured again on newer baskets`() throws {
    let pairs: [[Int]] = Array(repeating: [1, 2], count: 20)
    let singles: [[Int]] = Array(repeating: [1], count: 30)
    let older = Baskets(numbers: pairs + [[1], [2], [3]])
    let newer = Baskets(numbers: singles + [[1, 2], [2], [3]])
    let sets = try ItemsetMiner(MiningOptions(support: .count(5))).mine(older)
    let rules = RuleMiner(RuleOptions(minimumConfidence: ExactShare(0.5))).rules(from: sets)
    let again = newer.remeasuring(rules)
    #expect(again.count == 2)
    let rule = try #require(again.first { $0.rule.antecedent == [0] })
    #expect(rule.newer == RuleCounts(both: 1, antecedent: 31, consequent: 2, baskets: 33))
    #expect(rule.isUnstable)
    #expect(older.remeasuring(rules).allSatisfy { !$0.isUnstable && $0.newer == $0.rule.counts })
  }

  @Test func `a segment's own sets stand out and shared ones do not`() throws {
    let lists: [[ProductID]] = [["wine", "cheese"], ["milk"], ["milk", "rolls"]]
    let everything = Baskets(lists)
    func baskets(_ wine: Int, _ milk: Int) -> Baskets {
      let rows = Array(repeating: lists[0], count: wine) + Array(repeating: lists[2], count: milk)
      let made = Baskets(rows + [["cheese", "milk", "rolls", "wine"]])
      #expect(made.items.count == everything.items.count)
      return made
    }
    let contrast = try SegmentContrast(
      segment: baskets(40, 50), others: baskets(4, 200), options: MiningOptions(support: .count(5)))
    #expect(contrast.compared == 6)
    let items = everything.items
    let names = contrast.findings.map { $0.items.map { items[Int($0)].text } }
    #expect(Set(names) == [["cheese"], ["wine"], ["cheese", "wine"]])
    #expect(contrast.findings.allSatisfy { $0.inSegment == 41 && $0.inOthers == 5 })
  }

  @Test func `a planted sequence is found with its share and delay`() throws {
    let start = try #require(Day("2020-01-01"))
    var lines: [PurchaseLine] = []
    func buy(_ customer: Int, _ product: ProductID, _ day: Int) {
      lines.append(
        PurchaseLine(
          customer: CustomerID("c\(customer)"), product: product,
          time: Timestamp(start.advanced(by: day))))
    }
    for customer in 0..<40 {
      buy(customer, "printer", customer)
      if customer < 20 { buy(customer, "ink", customer + 11) }
      buy(customer, "paper", customer + 60)
    }
    buy(99, "paper", 300)
    let rules = SequentialRules(windowDays: 30, minimumCustomers: 5).rules(in: PurchaseLog(lines))
    let rule = try #require(rules.first)
    #expect(rules.count == 1)
    #expect(rule.followed == 20)
    #expect(rule.customers == 40)
    #expect(rule.medianDays == 11)
    #expect(rule.lift == 2.5)
    // 20 of 100 shopping days (40 printers, 20 inks, 40 papers) are followed by ink within 30 days.
    #expect(rule.usual == 0.2)
  }

  @Test func `levels make rules across categories but none that the catalogue knows`() throws {
    let baskets = Baskets([["milk", "bread"], ["milk"], ["bread", "butter"], ["milk", "bread"]])
    let groups: [ProductID: [String]] = [
      "milk": ["dairy"], "butter": ["dairy"], "bread": ["bakery"],
    ]
    let (levelled, levels) = baskets.adding { groups[$0] ?? [] }
    #expect(levelled.count == 4)
    #expect(levelled.occurringItems == 5)
    let all = try ItemsetMiner(MiningOptions(support: .count(2))).mine(levelled)
    let kept = levels.removingTrivial(all)
    let names = kept.map { $0.items.map { levelled.items[Int($0)].text } }
    #expect(names.contains(["bread", "dairy"]))
    #expect(!names.contains { $0 == ["dairy", "milk"] })
    #expect(kept.count < all.count)
  }
}
