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

  /// Whether an item is on one of the rule's sides.
  func contains(_ item: Int32, rule: Int) -> Bool {
    let set = Int(setOfRule[rule])
    return sets.items[sets.starts[set]..<sets.starts[set + 1]].contains(item)
  }
}

extension AssociationRules: RandomAccessCollection {
  /// The first index.
  public var startIndex: Int { 0 }
  /// One past the last index.
  public var endIndex: Int { setOfRule.count }
  /// One rule as a value of its own.
  public subscript(index: Int) -> AssociationRule {
    let set = Int(setOfRule[index])
    var (antecedent, consequent): ([Int32], [Int32]) = ([], [])
    for (bit, item) in sets.items[sets.starts[set]..<sets.starts[set + 1]].enumerated() {
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
