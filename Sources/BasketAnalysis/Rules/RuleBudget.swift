extension RuleMiner {
  /// The bytes of one rule with its counts, p-values and place in the list, and of what sorts them.
  static let bytesPerRule = 80

  /// Stops before rules are made that would fill the machine.
  ///
  /// A set of k items makes k rules with one product on the right-hand side, or 2ᵏ − 2 with several; all that
  /// have the support are judged, whatever confidence is asked for.
  ///
  /// - Parameters:
  ///   - sets: The sets that rules are to be made from.
  ///   - memoryBudget: The most bytes that rules may take.
  /// - Throws: `MiningError.tooManyRules`.
  /// - Complexity: O(sets).
  public func check(_ sets: FrequentItemsets, memoryBudget: Int) throws {
    let limit = memoryBudget / Self.bytesPerRule
    var rules = 0
    for set in 0..<sets.count where options.takes(set, of: sets) {
      let length = sets.starts[set + 1] - sets.starts[set]
      let own = options.allowsAnyConsequent ? (1 << min(length, 60)) - 2 : length
      guard own <= limit - rules else {
        throw MiningError.tooManyRules(
          megabytes: memoryBudget >> 20, minimumCount: sets.minimumCount)
      }
      rules += own
    }
  }
}
