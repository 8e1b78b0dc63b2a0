import BasketAnalysis
import Testing

@Suite struct `Rules on newer baskets` {
  @Test func `are measured again, and flagged where they promised more`() throws {
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
}
