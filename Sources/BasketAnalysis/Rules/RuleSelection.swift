/// Which of the rules are listed, and in what order.
public struct RuleSelection: Sendable {
  /// Only rules that are significant after correction.
  public var onlySignificant: Bool
  /// Without rules that a simpler one makes redundant.
  public var excludesRedundant: Bool
  /// Only rules with this item, by position, on one of their sides.
  public var item: Int?
  /// What the list is sorted by, highest first.
  public var measure: RuleMeasure

  /// Lists every rule by lift unless told otherwise.
  public init(
    onlySignificant: Bool = false, excludesRedundant: Bool = false, item: Int? = nil,
    measure: RuleMeasure = .lift
  ) {
    self.onlySignificant = onlySignificant
    self.excludesRedundant = excludesRedundant
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
      if let item { return rules.contains(item, rule: rule) }
      return true
    }
    var keyed = kept.map { (key: sortKey($0, selection.measure), rule: Int32($0)) }
    keyed.sort { a, b in
      a.key != b.key ? a.key > b.key : comesFirst(Int(a.rule), Int(b.rule))
    }
    return keyed.map { Int($0.rule) }
  }

  private func sortKey(_ rule: Int, _ measure: RuleMeasure) -> Double {
    let value = rules.counts(of: rule)[measure]
    return value.isNaN ? -.infinity : value
  }

  private func comesFirst(_ a: Int, _ b: Int) -> Bool {
    let (countA, countB) = (rules.counts(of: a).both, rules.counts(of: b).both)
    if countA != countB { return countA > countB }
    let (ruleA, ruleB) = (rules[a], rules[b])
    if ruleA.length != ruleB.length { return ruleA.length < ruleB.length }
    if ruleA.antecedent != ruleB.antecedent {
      return ruleA.antecedent.lexicographicallyPrecedes(ruleB.antecedent)
    }
    return ruleA.consequent.lexicographicallyPrecedes(ruleB.consequent)
  }
}
