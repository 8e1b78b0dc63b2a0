public import Commerce

/// The money a set of products moves: what was paid for its products in the baskets that have them all.
public struct RuleValue: Sendable, Hashable {
  /// What was paid for the products of the set in these baskets.
  public let revenue: Money
  /// What was left of it after the cost of the goods; `nil` where the cost of a product is unknown.
  public let margin: Money?
}

/// A list of rules by the money they move instead of by a measure.
public enum ValueOrder: String, Sendable, CaseIterable {
  /// By the revenue a rule touches.
  case revenue
  /// By the margin a rule touches.
  case margin
}

extension PricedBaskets {
  /// What sets of items are worth, in the order given.
  ///
  /// Sets that begin alike share the search for their baskets.
  ///
  /// - Parameter sets: Ascending item positions of each set.
  /// - Returns: One value for each set.
  /// - Complexity: O(s log s + Σ baskets of the sets · log baskets) for s sets.
  public func values(of sets: [[Int32]]) -> [RuleValue] {
    let entries = entriesByItem()
    let order = sets.indices.sorted { sets[$0].lexicographicallyPrecedes(sets[$1]) }
    var values = [RuleValue?](repeating: nil, count: sets.count)
    var path: [ValuedPrefix] = []
    for index in order {
      let set = sets[index]
      var shared = 0
      while shared < min(path.count, set.count), path[shared].item == set[shared] { shared += 1 }
      path.removeLast(path.count - shared)
      for item in set.dropFirst(shared) { path.append(extend(path.last, by: item, entries)) }
      let isCosted = set.allSatisfy { self.isCosted[Int($0)] }
      let margin = path.last.map { $0.margins.reduce(0, +) } ?? 0
      values[index] = RuleValue(
        revenue: Money(tenThousandths: path.last.map { $0.amounts.reduce(0, +) } ?? 0),
        margin: isCosted ? Money(tenThousandths: margin) : nil)
    }
    return values.compactMap { $0 }
  }

  /// What the products of some rules are worth, both sides together, in the order of the list.
  ///
  /// - Complexity: O(Σ baskets of the first items), and O(baskets) for each set that the distinct ones begin with.
  public func values(of list: [Int], in trusted: TrustedRules) -> [RuleValue] {
    let sets = list.map { Int(trusted.rules.setOfRule[$0]) }
    let values = PrefixTree(trusted.lattice, sets).values(in: self)
    return sets.map { values[$0] }
  }

  /// The baskets of each item and where in the entries it stands.
  private func entriesByItem() -> (offsets: [Int], baskets: [Int32], entries: [Int32]) {
    let (offsets, lists) = baskets.basketsByItem()
    var next = offsets
    var entries = [Int32](repeating: 0, count: lists.count)
    for (entry, item) in baskets.entries.enumerated() {
      entries[next[Int(item)]] = Int32(entry)
      next[Int(item)] += 1
    }
    return (offsets, lists, entries)
  }

  /// The baskets that have all items of a prefix and one more, and what is paid for them there.
  private func extend(
    _ prefix: ValuedPrefix?, by item: Int32,
    _ index: (offsets: [Int], baskets: [Int32], entries: [Int32])
  ) -> ValuedPrefix {
    let range = index.offsets[Int(item)]..<index.offsets[Int(item) + 1]
    var next = ValuedPrefix(item: item)
    guard let prefix else {
      for place in range { next.add(self, index.baskets[place], index.entries[place], 0, 0) }
      return next
    }
    var low = range.lowerBound
    for (place, basket) in prefix.baskets.enumerated() {
      var high = range.upperBound
      while low < high {
        let middle = (low + high) / 2
        if index.baskets[middle] < basket { low = middle + 1 } else { high = middle }
      }
      guard low < range.upperBound else { break }
      guard index.baskets[low] == basket else { continue }
      next.add(self, basket, index.entries[low], prefix.amounts[place], prefix.margins[place])
    }
    return next
  }
}

/// The baskets that have the items so far, with the money of these items in each.
private struct ValuedPrefix {
  let item: Int32
  var baskets: [Int32] = []
  var amounts: [Int64] = []
  var margins: [Int64] = []

  init(item: Int32) { self.item = item }

  mutating func add(
    _ priced: PricedBaskets, _ basket: Int32, _ entry: Int32, _ amount: Int64, _ margin: Int64
  ) {
    baskets.append(basket)
    amounts.append(amount + priced.amounts[Int(entry)])
    margins.append(margin + priced.margins[Int(entry)])
  }
}
