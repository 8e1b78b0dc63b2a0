public import Evaluation

/// A rule measured again on newer baskets than those it was found in.
///
/// Rules are picked for looking good, so some of what they promise is chance; the newer baskets did not take
/// part in the picking and say what is left.
public struct HoldOut: Sendable {
  /// The counts of the rule in the older baskets, where it was found.
  public let older: RuleCounts
  /// The same counts in the newer baskets.
  public let newer: RuleCounts
  /// The confidence in the newer baskets with its Wilson interval of 95 %.
  public let confidence: Estimate

  init(older: RuleCounts, newer: RuleCounts) {
    self.older = older
    self.newer = newer
    confidence = Proportion(successes: newer.both, trials: newer.antecedent).interval()
  }

  /// Whether the older confidence lies above the interval: the rule promised more than it held.
  public var isUnstable: Bool { older.confidence > confidence.high }
}

extension Baskets {
  /// Measures rules again in these baskets, which must have the item index the rules were found with.
  ///
  /// - Parameter rules: The rules, found in other (older) baskets.
  /// - Returns: One result for each rule, in the order given.
  /// - Complexity: O(baskets of the rarest item) for each rule.
  public func remeasuring(_ rules: some Sequence<AssociationRule>) -> [HoldOut] {
    let lists = ItemLists(self)
    return rules.map { rule in
      let antecedent = lists.baskets(withAll: rule.antecedent)
      let both = lists.count(antecedent, withAll: rule.consequent)
      let newer = RuleCounts(
        both: both, antecedent: antecedent.count,
        consequent: lists.baskets(withAll: rule.consequent).count, baskets: count)
      return HoldOut(
        older: rule.counts, newer: newer)
    }
  }

  /// Measures listed rules again in these baskets, which must have the item index the rules were found with.
  ///
  /// Sets that begin alike share the search for their baskets, so that hundreds of thousands of rules take
  /// moments.
  ///
  /// - Parameters:
  ///   - list: The positions of the rules.
  ///   - trusted: The rules, found in other (older) baskets.
  /// - Returns: One result for each rule, in the order of the list.
  /// - Complexity: O(Σ newer baskets / 64) over the sets of the rules, and the sizes of the baskets of each first
  ///   item.
  public func remeasuring(_ list: [Int], of trusted: TrustedRules) -> [HoldOut] {
    let (rules, lattice) = (trusted.rules, trusted.lattice)
    let sides = list.map { lattice.sides(of: $0, in: rules) }
    let tree = PrefixTree(
      lattice, list.map { Int(rules.setOfRule[$0]) } + sides.flatMap { [$0.left, $0.right] })
    let counts = tree.counts(in: self)
    return list.indices.map { place in
      HoldOut(
        older: rules.counts(of: list[place]),
        newer: RuleCounts(
          both: Int(counts[Int(rules.setOfRule[list[place]])]),
          antecedent: Int(counts[sides[place].left]),
          consequent: Int(counts[sides[place].right]), baskets: count))
    }
  }
}

/// The ascending baskets of each item, to count any set of items.
struct ItemLists {
  private let offsets: [Int]
  private let lists: [Int32]

  init(_ baskets: Baskets) { (offsets, lists) = baskets.basketsByItem() }

  /// The baskets that have all of some items.
  func baskets(withAll items: [Int32]) -> [Int32] {
    let ordered = items.map(self.list).sorted { $0.count < $1.count }
    guard var left = ordered.first.map(Array.init) else { return [] }
    for list in ordered.dropFirst() { left = Self.shared(left[...], list) }
    return left
  }

  /// How many of some baskets have all of some items.
  func count(_ baskets: [Int32], withAll items: [Int32]) -> Int {
    items.reduce(baskets) { Self.shared($0[...], list($1)) }.count
  }

  private func list(_ item: Int32) -> ArraySlice<Int32> {
    lists[offsets[Int(item)]..<offsets[Int(item) + 1]]
  }

  private static func shared(_ a: ArraySlice<Int32>, _ b: ArraySlice<Int32>) -> [Int32] {
    var shared: [Int32] = []
    var (i, j) = (a.startIndex, b.startIndex)
    while i < a.endIndex, j < b.endIndex {
      let (x, y) = (a[i], b[j])
      if x == y { shared.append(x) }
      if x <= y { i += 1 }
      if y <= x { j += 1 }
    }
    return shared
  }
}
