import BasketAnalysis
import Compute
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
    let place = try #require(rules.firstIndex { $0.antecedent == [0] })
    let rule = again[place]
    #expect(rule.newer == RuleCounts(both: 1, antecedent: 31, consequent: 2, baskets: 33))
    #expect(rule.isUnstable)
    #expect(older.remeasuring(rules).allSatisfy { !$0.isUnstable && $0.newer == $0.older })
  }

  @Test(arguments: 0..<24) func `are measured alike one by one and all at once`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed), stream: 7)
    func baskets(_ count: Int) -> [[Int]] {
      (0..<count).map { _ in (0..<9).filter { _ in random.uniform() < 0.4 } }
    }
    // One index for both: every item is in the first basket.
    let all = Baskets(numbers: [Array(0..<9)] + baskets(30) + baskets(90))
    let (older, newer) = (all.filter { $0 <= 30 }, all.filter { $0 > 30 })
    let sets = try ItemsetMiner(MiningOptions(support: .count(4))).mine(older)
    var options = RuleOptions(minimumConfidence: ExactShare(0.3))
    options.allowsAnyConsequent = seed % 2 == 1
    let trusted = RuleMiner(options).trustedRules(from: sets)
    let list = trusted.rules.indices.filter { $0 % 3 != 0 }.reversed().map(\.self)
    let slow = newer.remeasuring(list.map { trusted.rules[$0] })
    let fast = newer.remeasuring(list, of: trusted)
    #expect(!fast.isEmpty, "seed \(seed)")
    #expect(fast.map(\.newer) == slow.map(\.newer), "seed \(seed)")
    #expect(fast.map(\.older) == slow.map(\.older), "seed \(seed)")
    #expect(fast.map(\.isUnstable) == slow.map(\.isUnstable), "seed \(seed)")
  }
}
