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
