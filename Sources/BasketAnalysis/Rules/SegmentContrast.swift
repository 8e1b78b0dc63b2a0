/// What one segment buys together that the others do not.
public struct SegmentContrast: Sendable {
  /// A set of items that is more frequent in the segment.
  public struct Finding: Sendable, Hashable {
    /// The items, as ascending positions.
    public let items: [Int32]
    /// Baskets of the segment with all of them.
    public let inSegment: Int
    /// Baskets of the others with all of them.
    public let inOthers: Int
    /// The share in the segment over the share in the others; infinite where the others never have them.
    public let ratio: Double
    /// Fisher's exact p-value, one-sided, corrected for all sets that were compared.
    public let adjustedP: Double
  }

  /// The findings, highest ratio first; ties by more baskets, then by items.
  public let findings: [Finding]
  /// How many sets were compared.
  public let compared: Int

  /// Compares every frequent set of a segment with the other baskets.
  ///
  /// - Parameters:
  ///   - segment: The baskets of the segment.
  ///   - others: All other baskets, with the same item index.
  ///   - options: Which sets of the segment are frequent.
  ///   - significance: The level after correction.
  ///   - correction: How p-values are corrected.
  /// - Throws: `MiningError` where there is no basket or a budget is spent.
  /// - Complexity: That of mining, and O(baskets of the rarest item) for each set.
  public init(
    segment: Baskets, others: Baskets, options: MiningOptions, significance: Double = 0.01,
    correction: TestCorrection = .bh
  ) throws {
    let sets = try ItemsetMiner(options).mine(segment).ordered()
    let lists = ItemLists(others)
    let test = FisherExact(baskets: segment.count + others.count)
    let tables = sets.map { set in
      let elsewhere = lists.baskets(withAll: set.items).count
      return RuleCounts(
        both: set.count, antecedent: segment.count, consequent: set.count + elsewhere,
        baskets: segment.count + others.count)
    }
    let adjusted = correction.adjusted(tables.map(test.upperTail))
    compared = sets.count
    findings = sets.indices.compactMap { index -> Finding? in
      let elsewhere = tables[index].consequent - tables[index].both
      let here = Double(tables[index].both) / Double(segment.count)
      let there = others.count > 0 ? Double(elsewhere) / Double(others.count) : 0
      guard adjusted[index] <= significance, here > there else { return nil }
      return Finding(
        items: sets[index].items, inSegment: tables[index].both, inOthers: elsewhere,
        ratio: there > 0 ? here / there : .infinity, adjustedP: adjusted[index])
    }.sorted { a, b in
      if a.ratio != b.ratio { return a.ratio > b.ratio }
      if a.inSegment != b.inSegment { return a.inSegment > b.inSegment }
      return a.items.lexicographicallyPrecedes(b.items)
    }
  }
}
