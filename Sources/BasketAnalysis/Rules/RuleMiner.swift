/// Which rules are made of frequent sets.
public struct RuleOptions: Sendable {
  /// The least confidence, exactly as typed.
  public var minimumConfidence: ExactShare
  /// The fewest items both sides have together, at least 2.
  public var minimumLength: Int
  /// Whether the consequent may have several items; one is the default, as that is what can be recommended.
  public var allowsAnyConsequent: Bool
  /// How often sets must occur where some products are rarer by nature; `nil` takes the sets as they come.
  public var floor: SupportFloor?

  /// Takes rules with one product on the right-hand side unless told otherwise.
  public init(
    minimumConfidence: ExactShare, minimumLength: Int = 2, allowsAnyConsequent: Bool = false,
    floor: SupportFloor? = nil
  ) {
    self.minimumConfidence = minimumConfidence
    self.minimumLength = max(2, minimumLength)
    self.allowsAnyConsequent = allowsAnyConsequent
    self.floor = floor
  }

  /// Whether a set is long and frequent enough to make rules.
  func takes(_ set: Int, of sets: FrequentItemsets) -> Bool {
    let range = sets.starts[set]..<sets.starts[set + 1]
    guard range.count >= minimumLength else { return false }
    return floor?.isReached(by: Int(sets.counts[set]), sets.items[range]) ?? true
  }
}

/// Makes association rules from all frequent sets.
///
/// ```swift
/// let sets = try ItemsetMiner(MiningOptions(support: .count(10))).mine(baskets)
/// let rules = RuleMiner(RuleOptions(minimumConfidence: ExactShare(0.5))).rules(from: sets)
/// ```
public struct RuleMiner: Sendable {
  /// Which rules are wanted.
  public var options: RuleOptions

  /// Makes rules with some options.
  public init(_ options: RuleOptions) { self.options = options }

  /// The rules with the support of the sets and the confidence of the options; no side is empty.
  ///
  /// - Parameter sets: All frequent sets up to some length, not closed or maximal ones alone.
  /// - Returns: The rules in the order of the sets.
  /// - Complexity: O(items of all sets) look-ups; with any consequent, also the rules that fail first.
  public func rules(from sets: FrequentItemsets) -> AssociationRules {
    rules(from: RuleLattice(sets))
  }

  func rules(from lattice: RuleLattice) -> AssociationRules {
    options.allowsAnyConsequent ? anyConsequent(lattice) : oneConsequent(lattice)
  }

  private func oneConsequent(_ lattice: RuleLattice) -> AssociationRules {
    let sets = lattice.sets
    var rules = AssociationRules(sets: sets)
    for set in 0..<sets.count {
      let range = sets.starts[set]..<sets.starts[set + 1]
      guard options.takes(set, of: sets) else { continue }
      for i in range {
        let antecedent = lattice.count(ofSet: lattice.parents[i])
        let least = options.minimumConfidence.ceiling(of: Int(antecedent))
        guard Int(sets.counts[set]) >= least else { continue }
        rules.append(
          set: set, consequentMask: 1 << UInt64(i - range.lowerBound), antecedent: antecedent,
          consequent: lattice.singleCounts[Int(sets.items[i])])
      }
    }
    return rules
  }

  /// Consequents grow item by item and stop where the confidence fails: it only falls from there.
  private func anyConsequent(_ lattice: RuleLattice) -> AssociationRules {
    var rules = AssociationRules(sets: lattice.sets)
    for set in 0..<lattice.sets.count {
      guard options.takes(set, of: lattice.sets), lattice.length(of: set) <= 64 else { continue }
      grow(set, whole: set, mask: 0, from: 0, lattice, &rules)
    }
    return rules
  }

  private func grow(
    _ antecedent: Int, whole: Int, mask: UInt64, from first: Int, _ lattice: RuleLattice,
    _ rules: inout AssociationRules
  ) {
    let length = lattice.length(of: whole)
    guard mask.nonzeroBitCount < length - 1 else { return }
    for place in first..<length {
      let position = place - (mask & ((1 << UInt64(place)) - 1)).nonzeroBitCount
      let smaller = Int(lattice.parents[lattice.sets.starts[antecedent] + position])
      let count = lattice.sets.counts[smaller]
      let least = options.minimumConfidence.ceiling(of: Int(count))
      guard Int(lattice.sets.counts[whole]) >= least else { continue }
      let grown = mask | 1 << UInt64(place)
      rules.append(
        set: whole, consequentMask: grown, antecedent: count,
        consequent: lattice.count(whole, masked: grown))
      grow(smaller, whole: whole, mask: grown, from: place + 1, lattice, &rules)
    }
  }
}

/// All frequent sets with the ways down to their parts.
struct RuleLattice: Sendable {
  let sets: FrequentItemsets
  let index: ItemsetIndex
  /// For each item of each set, the set without it.
  let parents: [Int32]
  /// The count of each item by position; 0 where it is not frequent.
  let singleCounts: [Int32]

  init(_ sets: FrequentItemsets) {
    self.sets = sets
    index = ItemsetIndex(sets)
    parents = index.parents()
    var singles = [Int32](repeating: 0, count: Int(sets.items.max() ?? -1) + 1)
    for set in 0..<sets.count where sets.starts[set + 1] - sets.starts[set] == 1 {
      singles[Int(sets.items[sets.starts[set]])] = sets.counts[set]
    }
    singleCounts = singles
  }

  /// How many items a set has.
  func length(of set: Int) -> Int { sets.starts[set + 1] - sets.starts[set] }

  /// The count of a set by its position; −1 is the empty set, which is in every basket.
  func count(ofSet set: Int32) -> Int32 { set < 0 ? Int32(sets.baskets) : sets.counts[Int(set)] }

  /// The sets that are the two sides of a rule.
  func sides(of rule: Int, in rules: AssociationRules) -> (left: Int, right: Int) {
    let (set, mask) = (Int(rules.setOfRule[rule]), rules.consequentMask[rule])
    let all = UInt64.max >> UInt64(64 - min(64, length(of: set)))
    return (part(of: set, masked: all & ~mask), part(of: set, masked: mask))
  }

  /// The part of a set that a mask picks, which must not be empty.
  private func part(of set: Int, masked mask: UInt64) -> Int {
    var (part, place) = (set, length(of: set) - 1)
    // From the last item on, so that the places of those before stay.
    while place >= 0 {
      if mask >> UInt64(place) & 1 == 0 { part = Int(parents[sets.starts[part] + place]) }
      place -= 1
    }
    return part
  }

  /// The count of the items of a set that a mask picks.
  func count(_ set: Int, masked mask: UInt64) -> Int32 {
    if mask.nonzeroBitCount == 1 {
      return singleCounts[Int(sets.items[sets.starts[set] + mask.trailingZeroBitCount])]
    }
    let picked = (0..<length(of: set)).filter { mask >> UInt64($0) & 1 == 1 }
    return count(ofSet: Int32(index.position(of: picked.map { sets.items[sets.starts[set] + $0] })))
  }
}
