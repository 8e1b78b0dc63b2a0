import Testing

@testable import CustomerValue

@Suite struct `The shelf of rules` {
  @Test func `holds every rule where its place says`() {
    let rules: [(GaussLegendre, RuleShelf.Place)] = [
      (.of6, RuleShelf.of6), (.of8, RuleShelf.of8), (.of12, RuleShelf.of12),
      (.of16, RuleShelf.of16), (.of24, RuleShelf.of24), (.of32, RuleShelf.of32),
      (.of48, RuleShelf.of48),
    ]
    for (rule, place) in rules {
      let count = rule.nodes.count
      #expect(place.count % 4 == 0 && place.count - count < 4)
      let weights = place.start + place.count
      #expect(Array(RuleShelf.numbers[place.start..<place.start + count]) == rule.nodes)
      #expect(Array(RuleShelf.numbers[weights..<weights + count]) == rule.weights)
      #expect(RuleShelf.numbers[weights + count..<weights + place.count].allSatisfy { $0 == 0 })
    }
    #expect(RuleShelf.numbers.count == rules.reduce(0) { $0 + 2 * $1.1.count })
  }
}
