import BasketAnalysis
import Testing

@Suite struct `A budget of rules` {
  private let sets = Result {
    try ItemsetMiner(MiningOptions(support: .count(2))).mine(
      Baskets(numbers: [Array(0..<10), Array(0..<10), [0, 1]]))
  }

  /// All subsets of ten items: 10 · 2⁹ − 10 rules with one consequent, 3¹⁰ − 2 · 2¹⁰ + 1 with any.
  @Test(arguments: [(false, 5110), (true, 57_002)]) func `is kept to the rule`(
    allowsAny: Bool, rules: Int
  ) throws {
    let miner = RuleMiner(
      RuleOptions(minimumConfidence: ExactShare(0), allowsAnyConsequent: allowsAny))
    let sets = try sets.get()
    #expect(miner.rules(from: sets).count == rules)
    try miner.check(sets, memoryBudget: rules * 80)
    let error = #expect(throws: MiningError.self) {
      try miner.check(sets, memoryBudget: rules * 80 - 1)
    }
    #expect(error == .tooManyRules(megabytes: (rules * 80 - 1) >> 20, minimumCount: 2))
  }

  @Test func `says what to do`() {
    let error = MiningError.tooManyRules(megabytes: 2048, minimumCount: 30)
    #expect(error.code == "too-many-rules")
    #expect(
      error.message
        == "The rules of the sets in at least 30 baskets need more than 2048 MB; none was made.")
    #expect(error.hint == "Try a minimum count of 60, or a maximum length of 4.")
  }
}
