/// Which of the rules are listed, and in what order.
public struct RuleSelection: Sendable {
  /// Only rules that are significant after correction.
  public var onlySignificant: Bool
  /// Without rules that a simpler one makes redundant.
  public var excludesRedundant: Bool
  /// How much more confident than the best simpler rule; 0 asks nothing.
  public var minimumImprovement: Double
  /// Only rules with this item, by position, on one of their sides.
  public var item: Int?
  /// What the list is sorted by, highest first.
  public var measure: RuleMeasure

  /// Lists every rule by lift unless told otherwise.
  public init(
    onlySignificant: Bool = false, excludesRedundant: Bool = false,
    minimumImprovement: Double = 0, item: Int? = nil, measure: RuleMeasure = .lift
  ) {
    self.onlySignificant = onlySignificant
    self.excludesRedundant = excludesRedundant
    self.minimumImprovement = minimumImprovement
    self.item = item
    self.measure = measure
  }
}

extension TrustedRules {
  /// The positions of the selected rules, best first.
  ///
  /// Ties go to the higher count, then to the shorter rule, then by items; so the list does not depend on how
  /// the sets were found.
  ///
  /// - Complexity: O(n log n) for n rules.
  public func selected(_ selection: RuleSelection) -> [Int] {
    let item = selection.item.map(Int32.init)
    let kept = rules.indices.filter { rule in
      if selection.onlySignificant, !isSignificant(rule) { return false }
      if selection.excludesRedundant, isRedundant(rule) { return false }
      if selection.minimumImprovement > 0, improvements[rule] < selection.minimumImprovement {
        return false
      }
      if let item { return rules.contains(item, rule: rule) }
      return true
    }
    let values = kept.map { sortKey($0, selection.measure) }
    let sorted = KeyOrder.descending(values)
    var order = sorted.map { kept[Int($0)] }
    var ties: [RuleTie] = []
    var start = 0
    for end in 1..<max(1, sorted.count + 1) where end <= sorted.count {
      guard end == sorted.count || values[Int(sorted[start])] != values[Int(sorted[end])] else {
        continue
      }
      if end - start > 1 { settle(&order, start..<end, &ties) }
      start = end
    }
    return order
  }

  /// Sorts rules with equal values: most are told apart by what is fetched once for each.
  private func settle(_ order: inout [Int], _ range: Range<Int>, _ ties: inout [RuleTie]) {
    ties.removeAll(keepingCapacity: true)
    for place in range { ties.append(rules.tie(of: order[place])) }
    // A comparison that needs nothing else: one that reads the rules would retain all of their columns
    // for every group of equals, of which there are as many as values.
    ties.sort { $0.comesBefore($1) }
    var start = 0
    while start < ties.count {
      var end = start + 1
      while end < ties.count, !ties[start].comesBefore(ties[end]) { end += 1 }
      if end - start > 1 { sortByItems(&ties[start..<end]) }
      start = end
    }
    for (place, tie) in zip(range, ties) { order[place] = tie.rule }
  }

  /// Sorts rules that have more items in common than are fetched for each.
  private func sortByItems(_ ties: inout ArraySlice<RuleTie>) {
    ties.sort { rules.itemsComeFirst($0.rule, $1.rule) }
  }

  private func sortKey(_ rule: Int, _ measure: RuleMeasure) -> Double {
    let value = rules.counts(of: rule)[measure]
    return value.isNaN ? -.infinity : value
  }
}

/// What orders rules whose measures are equal.
private struct RuleTie {
  let rule: Int
  /// More baskets first, then fewer items.
  let standing: UInt64
  /// The first two items of the left-hand side, one up, so that nothing comes before any item; then the next two.
  var firstItems: UInt64 = 0
  var nextItems: UInt64 = 0

  func comesBefore(_ other: RuleTie) -> Bool {
    if standing != other.standing { return standing < other.standing }
    if firstItems != other.firstItems { return firstItems < other.firstItems }
    return nextItems < other.nextItems
  }
}

extension AssociationRules {
  /// What orders a rule among equals; a method, since an initialiser would retain every column for each rule.
  fileprivate func tie(of rule: Int) -> RuleTie {
    let range = items(of: rule)
    var tie = RuleTie(
      rule: rule,
      standing: UInt64(UInt32.max - UInt32(bothCount(of: rule))) << 16 | UInt64(range.count))
    var left = ~consequentMask[rule]
    for place in 0..<4 {
      let bit = left.trailingZeroBitCount
      guard bit < range.count else { return tie }
      let item = UInt64(sets.items[range.lowerBound + bit] + 1) << (place % 2 == 0 ? 32 : 0)
      if place < 2 { tie.firstItems |= item } else { tie.nextItems |= item }
      left &= left - 1
    }
    return tie
  }
}
