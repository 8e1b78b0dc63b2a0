import BasketAnalysis
import Commerce
import Testing

@Suite struct `Trust in rules` {
  @Test func `corrects as R's p.adjust does`() {
    // Computed with R 4.2: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5), method).
    let pValues = [0.01, 0.04, 0.03, 0.005, 0.5]
    expectClose(TestCorrection.holm.adjusted(pValues), [0.04, 0.09, 0.09, 0.025, 0.5])
    expectClose(TestCorrection.bh.adjusted(pValues), [0.025, 0.05, 0.05, 0.025, 0.5])
    expectClose(TestCorrection.bonferroni.adjusted(pValues), [0.05, 0.2, 0.15, 0.025, 1])
    #expect(TestCorrection.none.adjusted(pValues) == pValues)
    #expect(TestCorrection.bh.adjusted([]).isEmpty)
  }

  // Fisher's lady tasting tea: of 8 cups 4 had milk first and she found 3 of them; P(K ≥ 3) = 17/70.
  @Test func `tests with Fisher's hypergeometric tail`() throws {
    let lists = [[1, 2], [1, 2], [1, 2], [1], [2], [3], [3], [3]]
    let sets = try ItemsetMiner(MiningOptions(support: .count(1))).mine(Baskets(numbers: lists))
    let trusted = RuleMiner(RuleOptions(minimumConfidence: ExactShare(0))).trustedRules(
      from: sets, TrustOptions(correction: .none))
    #expect(trusted.rules.count == 2)
    expectClose(trusted.pValues, [17.0 / 70, 17.0 / 70])
  }

  @Test func `calls a rule redundant where a simpler one is as confident`() throws {
    // Butter brings bread in 3 of 3 baskets already; with milk it cannot be better.
    let baskets = Baskets([
      ["butter", "bread", "milk"], ["butter", "bread"], ["butter", "bread", "milk"], ["milk"],
    ])
    let sets = try ItemsetMiner(MiningOptions(support: .count(2))).mine(baskets)
    let miner = RuleMiner(RuleOptions(minimumConfidence: ExactShare(0.9)))
    let trusted = miner.trustedRules(from: sets)
    let bread = Int32(baskets.items.position(of: "bread") ?? -1)
    for rule in trusted.rules.indices where trusted.rules[rule].consequent == [bread] {
      #expect(trusted.isRedundant(rule) == (trusted.rules[rule].antecedent.count == 2))
    }
    var wide = miner
    wide.options.allowsAnyConsequent = true
    let any = wide.trustedRules(from: sets)
    for rule in any.rules.indices where any.rules[rule].consequent.count == 1 {
      let same = trusted.rules.firstIndex(of: any.rules[rule])
      #expect(same.map { trusted.improvements[$0] } == any.improvements[rule])
    }
  }

  @Test func `corrects for every supported rule unless told otherwise`() throws {
    let lists = [[1, 2, 3], [1, 2], [2, 3], [1, 3], [4], [1, 2, 3], [4, 5]]
    let baskets = Baskets(numbers: Array(repeating: lists, count: 20).flatMap { $0 })
    let sets = try ItemsetMiner(MiningOptions(support: .count(1))).mine(baskets)
    let miner = RuleMiner(RuleOptions(minimumConfidence: ExactShare(0.7)))
    func adjusted(_ family: TestFamily) -> [Double] {
      miner.trustedRules(from: sets, TrustOptions(correction: .bonferroni, family: family))
        .adjustedPValues
    }
    let (supported, reported) = (adjusted(.supported), adjusted(.reported))
    #expect(supported.count == reported.count)
    #expect(zip(supported, reported).allSatisfy { $0 >= $1 })
    #expect(supported != reported)
  }

  private func expectClose(_ a: [Double], _ b: [Double]) {
    #expect(a.count == b.count)
    for (x, y) in zip(a, b) { #expect(abs(x - y) <= 1e-12 * max(1, abs(y))) }
  }
}
