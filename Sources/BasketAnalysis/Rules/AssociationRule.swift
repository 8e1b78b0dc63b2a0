/// "Baskets with X often have Y too": what a marketer acts on.
public struct AssociationRule: Sendable, Hashable {
  /// The items of X, as ascending positions in the item index.
  public let antecedent: [Int32]
  /// The items of Y, as ascending positions in the item index.
  public let consequent: [Int32]
  /// How often X, Y and both occur; every measure is computed from them.
  public let counts: RuleCounts

  /// Makes a rule.
  public init(antecedent: [Int32], consequent: [Int32], counts: RuleCounts) {
    self.antecedent = antecedent
    self.consequent = consequent
    self.counts = counts
  }

  /// How many items both sides have together.
  public var length: Int { antecedent.count + consequent.count }
}

/// Rules in flat columns: hundreds of thousands of them without an allocation each.
public struct AssociationRules: Sendable {
  /// The sets that the rules split into two sides.
  public let sets: FrequentItemsets
  /// Which set each rule splits.
  private(set) var setOfRule: [Int32] = []
  /// Which of that set's items are the consequent, as bits.
  private(set) var consequentMask: [UInt64] = []
  /// How many baskets have the antecedent.
  private(set) var antecedentCounts: [Int32] = []
  /// How many baskets have the consequent.
  private(set) var consequentCounts: [Int32] = []

  init(sets: FrequentItemsets) { self.sets = sets }

  mutating func append(set: Int, consequentMask: UInt64, antecedent: Int32, consequent: Int32) {
    setOfRule.append(Int32(set))
    self.consequentMask.append(consequentMask)
    antecedentCounts.append(antecedent)
    consequentCounts.append(consequent)
  }

  /// The four counts of one rule.
  public func counts(of rule: Int) -> RuleCounts {
    RuleCounts(
      both: Int(sets.counts[Int(setOfRule[rule])]), antecedent: Int(antecedentCounts[rule]),
      consequent: Int(consequentCounts[rule]), baskets: sets.baskets)
  }

  /// How many items both sides of one rule have together.
  public func length(of rule: Int) -> Int {
    let set = Int(setOfRule[rule])
    return sets.starts[set + 1] - sets.starts[set]
  }

  /// How many rules there are of each length, beginning with one item.
  public var byLength: [Int] {
    var tally: [Int] = []
    for rule in 0..<count {
      let length = length(of: rule)
      while tally.count < length { tally.append(0) }
      tally[length - 1] += 1
    }
    return tally
  }

  /// Where the items of both sides of one rule stand in the items of all sets.
  func items(of rule: Int) -> Range<Int> {
    let set = Int(setOfRule[rule])
    return sets.starts[set]..<sets.starts[set + 1]
  }

  /// Whether an item is on one of the rule's sides.
  func contains(_ item: Int32, rule: Int) -> Bool { sets.items[items(of: rule)].contains(item) }

  /// The rules at some positions, in that order.
  func picking(_ positions: [Int]) -> AssociationRules {
    var picked = AssociationRules(sets: sets)
    for rule in positions {
      picked.append(
        set: Int(setOfRule[rule]), consequentMask: consequentMask[rule],
        antecedent: antecedentCounts[rule], consequent: consequentCounts[rule])
    }
    return picked
  }

  /// How many baskets have both sides of one rule.
  func bothCount(of rule: Int) -> Int32 { sets.counts[Int(setOfRule[rule])] }

  /// Whether one rule stands before another where all else is equal: by the items of the left-hand side, then by
  /// those of the right-hand side.
  func itemsComeFirst(_ a: Int, _ b: Int) -> Bool {
    let left = compare(a, b, isConsequent: false)
    return left != 0 ? left < 0 : compare(a, b, isConsequent: true) < 0
  }

  /// Compares one side of two rules item by item, without making arrays of them.
  private func compare(_ a: Int, _ b: Int, isConsequent: Bool) -> Int32 {
    let (rangeA, rangeB) = (items(of: a), items(of: b))
    var left = isConsequent ? consequentMask[a] : ~consequentMask[a]
    var right = isConsequent ? consequentMask[b] : ~consequentMask[b]
    while true {
      let (i, j) = (left.trailingZeroBitCount, right.trailingZeroBitCount)
      let (endsA, endsB) = (i >= rangeA.count, j >= rangeB.count)
      if endsA || endsB { return endsA == endsB ? 0 : endsA ? -1 : 1 }
      let (x, y) = (sets.items[rangeA.lowerBound + i], sets.items[rangeB.lowerBound + j])
      if x != y { return x - y }
      left &= left - 1
      right &= right - 1
    }
  }
}

extension AssociationRules: RandomAccessCollection {
  /// The first index.
  public var startIndex: Int { 0 }
  /// One past the last index.
  public var endIndex: Int { setOfRule.count }
  /// One rule as a value of its own.
  public subscript(index: Int) -> AssociationRule {
    var (antecedent, consequent): ([Int32], [Int32]) = ([], [])
    for (bit, item) in sets.items[items(of: index)].enumerated() {
      if consequentMask[index] >> UInt64(bit) & 1 == 1 {
        consequent.append(item)
      } else {
        antecedent.append(item)
      }
    }
    return AssociationRule(
      antecedent: antecedent, consequent: consequent, counts: counts(of: index))
  }
}
