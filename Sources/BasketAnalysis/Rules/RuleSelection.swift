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
    // More baskets first, then fewer items.
    let ties = kept.map { rule in
      UInt64(UInt32.max - UInt32(rules.bothCount(of: rule))) << 16 | UInt64(rules.length(of: rule))
    }
    let sorted = KeyOrder.descending(values, tiesBy: ties)
    var order = sorted.map { kept[Int($0)] }
    var start = 0
    for end in 1..<max(1, sorted.count + 1) where end <= sorted.count {
      let (a, b) = (Int(sorted[start]), end < sorted.count ? Int(sorted[end]) : -1)
      guard b < 0 || values[a] != values[b] || ties[a] != ties[b] else { continue }
      if end - start > 1 { order[start..<end].sort(by: rules.itemsComeFirst) }
      start = end
    }
    return order
  }

  private func sortKey(_ rule: Int, _ measure: RuleMeasure) -> Double {
    let value = rules.counts(of: rule)[measure]
    return value.isNaN ? -.infinity : value
  }
}
