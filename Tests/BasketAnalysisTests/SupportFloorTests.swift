import Compute
import Testing

@testable import BasketAnalysis

@Suite struct `A support of some products` {
  /// Everything that is said of a rule, by its sides.
  private func facts(_ trusted: TrustedRules) -> [[Int32]: [Double]] {
    Dictionary(
      uniqueKeysWithValues: trusted.rules.indices.map { i in
        let rule = trusted.rules[i]
        return (
          rule.antecedent + [-1] + rule.consequent,
          [
            Double(rule.counts.both), Double(rule.counts.antecedent),
            Double(rule.counts.consequent), trusted.pValues[i], trusted.adjustedPValues[i],
            trusted.improvements[i],
          ]
        )
      })
  }

  @Test(arguments: 0..<60) func `prunes the search and changes no rule`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed), stream: 11)
    let likings = (0..<8).map { _ in 0.1 + 0.6 * random.uniform() }
    let baskets = Baskets(
      numbers: [Array(0..<8)]
        + (0..<40).map { _ in (0..<8).filter { random.uniform() < likings[$0] } })
    let floor = SupportFloor((0..<8).map { _ in [2, 3, 8, 12][random.below(4)] })
    var options = RuleOptions(minimumConfidence: ExactShare(0.2), floor: floor)
    options.allowsAnyConsequent = seed % 3 == 0
    let everything = try ItemsetMiner(MiningOptions(support: .count(floor.lowest))).mine(baskets)
    var mining = MiningOptions(support: .count(12), threads: 1 + seed % 2)
    mining.floor = floor
    let pruned = try ItemsetMiner(mining).mine(baskets)
    #expect(
      Set(pruned) == Set(everything.filter { floor.isReached(by: $0.count, $0.items) }),
      "seed \(seed)")
    let whole = try pruned.withParts(countedIn: baskets)
    #expect(Set(whole).isSubset(of: Set(everything)), "seed \(seed)")
    let (slow, fast) = (
      RuleMiner(options).trustedRules(from: everything),
      RuleMiner(options).trustedRules(from: whole)
    )
    #expect(facts(fast) == facts(slow), "seed \(seed)")
  }

  @Test func `adds nothing where all products have one minimum`() throws {
    let baskets = Baskets(numbers: [[1, 2, 3], [1, 2], [1, 3], [2]])
    let sets = try ItemsetMiner(MiningOptions(support: .count(1))).mine(baskets)
    #expect(try sets.withParts(countedIn: baskets) == sets)
  }

  @Test func `keeps to the memory budget when parts are added`() throws {
    let baskets = Baskets(numbers: [[1, 2, 3], [1, 2, 3], [4]])
    var mining = MiningOptions(support: .count(3))
    mining.floor = SupportFloor([2, 3, 3, 3])
    let sets = try ItemsetMiner(mining).mine(baskets)
    #expect(sets.map(\.items).contains([0, 1, 2]))
    let error = #expect(throws: MiningError.self) {
      try sets.withParts(countedIn: baskets, memoryBudget: 8)
    }
    #expect(error?.code == "itemsets-too-large")
  }
}
