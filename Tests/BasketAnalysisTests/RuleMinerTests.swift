import BasketAnalysis
import Commerce
import Testing

@Suite struct `A rule miner` {
  // The nine baskets of Han, Kamber and Pei, Data Mining, 3rd edition, table 6.1.
  private let baskets = Baskets(numbers: [
    [1, 2, 5], [2, 4], [2, 3], [1, 2, 4], [1, 3], [2, 3], [1, 3], [1, 2, 3, 5], [1, 2, 3],
  ])

  private func sets(_ count: Int) throws -> FrequentItemsets {
    try ItemsetMiner(MiningOptions(support: .count(count))).mine(baskets)
  }

  @Test func `starts from the textbook's frequent sets`() throws {
    let found = try sets(2)
    #expect(found.byLength == [5, 6, 2])
    let longest = found.filter { $0.items.count == 3 }.map(\.items).sorted { $0[2] < $1[2] }
    #expect(longest == [[0, 1, 2], [0, 1, 4]])
  }

  @Test func `gives the textbook's rules of I1, I2, I5`() throws {
    let options = RuleOptions(
      minimumConfidence: ExactShare(0.7), minimumLength: 3, allowsAnyConsequent: true)
    let rules = RuleMiner(options).rules(from: try sets(2))
    let sides = rules.map { "\($0.antecedent)>\($0.consequent)" }.sorted()
    #expect(sides == ["[0, 4]>[1]", "[1, 4]>[0]", "[4]>[0, 1]"])
  }

  @Test func `keeps one item on the right unless told otherwise`() throws {
    let options = RuleOptions(minimumConfidence: ExactShare(0.7))
    for rule in RuleMiner(options).rules(from: try sets(2)) {
      #expect(rule.consequent.count == 1)
      #expect(!rule.antecedent.isEmpty)
      #expect(rule.counts.confidence >= 0.7)
    }
  }

  @Test func `counts what brute force counts`() throws {
    for anyConsequent in [false, true] {
      let options = RuleOptions(
        minimumConfidence: ExactShare(0.4), allowsAnyConsequent: anyConsequent)
      let rules = RuleMiner(options).rules(from: try sets(1))
      for rule in rules {
        func count(_ items: [Int32]) -> Int {
          (0..<baskets.count).count { Set(items).isSubset(of: baskets[$0]) }
        }
        #expect(rule.counts.both == count(rule.antecedent + rule.consequent))
        #expect(rule.counts.antecedent == count(rule.antecedent))
        #expect(rule.counts.consequent == count(rule.consequent))
      }
      #expect(Set(rules.map { [$0.antecedent, $0.consequent] }).count == rules.count)
    }
  }
}

@Suite struct `Product pairs` {
  @Test func `are the rules of one product on each side`() throws {
    let baskets = Baskets(numbers: [
      [1, 2, 5], [2, 4], [2, 3], [1, 2, 4], [1, 3], [1, 2, 3, 5],
    ])
    let pairs = ProductPairs(baskets, options: .init(minimumCount: 1, limit: 10))
    let sets = try ItemsetMiner(MiningOptions(support: .count(1), maximumLength: 2)).mine(baskets)
    let rules = RuleMiner(RuleOptions(minimumConfidence: ExactShare(0))).rules(from: sets)
    for rule in rules {
      let pair = pairs.pair(Int(rule.antecedent[0]), Int(rule.consequent[0]))
      #expect(pair?.counts == rule.counts)
    }
    #expect((0..<5).map { pairs[$0].count }.reduce(0, +) == rules.count)
  }
}
