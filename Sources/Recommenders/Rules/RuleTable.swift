import BasketAnalysis
import Compute

/// Rules with one product on the right-hand side, found by the lowest product on the left-hand side.
struct RuleTable: Sendable {
  /// Left-hand side of rule r: `antecedents[antecedentOffsets[r] ..< antecedentOffsets[r + 1]]`.
  private let antecedents: AlignedBuffer<Int32>
  private let antecedentOffsets: AlignedBuffer<Int32>
  /// Right-hand sides.
  private let consequents: AlignedBuffer<Int32>
  /// Three a rule: baskets with both, with the left-hand and with the right-hand side.
  private let counts: AlignedBuffer<Int32>
  /// All baskets.
  private let baskets: AlignedBuffer<Int32>

  /// Sorts the rules by left-hand side, then right-hand side.
  init(_ rules: [AssociationRule], baskets: Int) {
    let sorted = rules.sorted { a, b in
      a.antecedent == b.antecedent
        ? a.consequent.lexicographicallyPrecedes(b.consequent)
        : a.antecedent.lexicographicallyPrecedes(b.antecedent)
    }
    antecedents = AlignedBuffer(sorted.flatMap(\.antecedent), padding: 0)
    consequents = AlignedBuffer(sorted.map { $0.consequent[0] }, padding: 0)
    antecedentOffsets = AlignedBuffer(repeating: 0, count: sorted.count + 1)
    counts = AlignedBuffer(repeating: 0, count: sorted.count * 3)
    for (r, rule) in sorted.enumerated() {
      antecedentOffsets.pointer[r + 1] =
        antecedentOffsets.pointer[r] + Int32(rule.antecedent.count)
      counts.pointer[3 * r] = Int32(rule.counts.both)
      counts.pointer[3 * r + 1] = Int32(rule.counts.antecedent)
      counts.pointer[3 * r + 2] = Int32(rule.counts.consequent)
    }
    self.baskets = AlignedBuffer(repeating: Int32(baskets), count: 1)
  }

  init(from source: some ModelArraySource) throws {
    consequents = try source.integers("ruleConsequents")
    antecedentOffsets = try source.integers("ruleOffsets", count: consequents.count + 1)
    antecedents = try source.integers(
      "ruleAntecedents", count: Int(antecedentOffsets.pointer[consequents.count]))
    counts = try source.integers("ruleCounts", count: consequents.count * 3)
    baskets = try source.integers("baskets", count: 1)
  }

  func store(in arrays: inout ModelArrays) {
    arrays.set("ruleConsequents", consequents)
    arrays.set("ruleOffsets", antecedentOffsets)
    arrays.set("ruleAntecedents", antecedents)
    arrays.set("ruleCounts", counts)
    arrays.set("baskets", baskets)
  }

  /// How many rules there are.
  var count: Int { consequents.count }

  /// The right-hand side of a rule.
  func consequent(of rule: Int) -> Int { Int(consequents.pointer[rule]) }

  /// The left-hand side of a rule, ascending.
  func antecedent(of rule: Int) -> ArraySlice<Int32> {
    Array(antecedents.elements[antecedentRange(rule)])[...]
  }

  /// The counts that all measures come from.
  func counts(of rule: Int) -> RuleCounts {
    RuleCounts(
      both: Int(counts.pointer[3 * rule]), antecedent: Int(counts.pointer[3 * rule + 1]),
      consequent: Int(counts.pointer[3 * rule + 2]), baskets: Int(baskets.pointer[0]))
  }

  /// Calls the body for every rule whose left-hand side is among some products, ascending and distinct.
  func forEachRule(applyingTo products: [Int32], _ body: (Int) -> Void) {
    for product in products {
      var rule = firstRule(from: product)
      while rule < count, antecedents.pointer[antecedentRange(rule).lowerBound] == product {
        if antecedentRange(rule).dropFirst().allSatisfy({
          ScoreScan.contains(antecedents.pointer[$0], in: products)
        }) {
          body(rule)
        }
        rule += 1
      }
    }
  }

  private func antecedentRange(_ rule: Int) -> Range<Int> {
    Int(antecedentOffsets.pointer[rule])..<Int(antecedentOffsets.pointer[rule + 1])
  }

  /// The first rule whose lowest product is at least this one, by bisection.
  private func firstRule(from product: Int32) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if antecedents.pointer[antecedentRange(middle).lowerBound] < product {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
