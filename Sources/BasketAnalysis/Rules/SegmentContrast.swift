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
    /// The share of the segment's baskets.
    public let segmentShare: Double
    /// The share of the others' baskets.
    public let otherShare: Double
    /// The share in the segment over the share in the others; infinite where the others never have them.
    public let ratio: Double
    /// How many customers the segment's baskets belong to.
    public let customers: Int
    /// How many customers the others' baskets belong to.
    public let otherCustomers: Int
    /// How many of the segment's baskets with them count as one independent basket.
    public let designEffect: Double
    /// The p-value of Fisher's exact test on baskets that count as independent, one-sided, corrected for all sets
    /// that were compared.
    public let adjustedP: Double

    /// As how many independent baskets the segment's baskets with them count.
    public var effectiveBaskets: Int { Int(Double(inSegment) / designEffect) }
  }

  /// Which sets are compared, and how they are judged.
  public struct Options: Sendable {
    /// Which sets of the segment are frequent.
    public var mining: MiningOptions
    /// The fewest items of a set; 2 for "together".
    public var minimumLength: Int
    /// The fewest customers of the segment a finding must come from.
    public var minimumCustomers: Int
    /// The level after correction.
    public var significance: Double
    /// How p-values are corrected.
    public var correction: TestCorrection
    /// Leaves out sets of which a part is contrasted as much already.
    public var excludesRedundant: Bool

    /// Compares everything at 0.01 after Benjamini and Hochberg's correction unless told otherwise.
    public init(
      mining: MiningOptions, minimumLength: Int = 1, minimumCustomers: Int = 1,
      significance: Double = 0.01, correction: TestCorrection = .bh,
      excludesRedundant: Bool = false
    ) {
      self.mining = mining
      self.minimumLength = max(1, minimumLength)
      self.minimumCustomers = max(1, minimumCustomers)
      self.significance = significance
      self.correction = correction
      self.excludesRedundant = excludesRedundant
    }
  }

  /// Below so many customers on a side p-values are smaller than they should be.
  ///
  /// How alike the orders of one customer are is estimated from the customers; few that are alike by chance pass
  /// for many. With 60 customers a test at 0.05 still stands out by chance up to three times as often as it says.
  public static let fewCustomers = 100

  /// The findings, highest ratio first; ties by more baskets, then by items.
  public let findings: [Finding]
  /// How many sets were compared.
  public let compared: Int

  /// Compares every frequent set of a segment with the other baskets.
  ///
  /// Shares are those of baskets, because customers of a segment such as champions have more of them; but baskets
  /// of one customer are not independent. So every count is divided by its design effect before Fisher's exact
  /// test (Rao and Scott 1992). The others' design effect is at least what the correlation within the segment's
  /// customers gives them, for few of the others may have the set at all. With one basket for each customer it is
  /// Fisher's test of the counts as they are.
  ///
  /// - Parameters:
  ///   - segment: The baskets of the segment.
  ///   - others: All other baskets, with the same item index.
  ///   - options: Which sets are compared, and how they are judged.
  /// - Throws: `MiningError` where there is no basket or a budget is spent.
  /// - Complexity: That of mining, and O(baskets of the rarest item) for each set.
  public init(segment: PricedBaskets, others: PricedBaskets, options: Options) throws {
    let sets = try ItemsetMiner(options.mining).mine(segment.baskets).ordered()
    let comparison = ContrastTest(segment, others)
    let compared = sets.indices.map { comparison.compare(sets[$0].items) }
    let parents = options.excludesRedundant ? ItemsetIndex(sets).parents() : []
    let wanted = sets.indices.filter {
      sets.starts[$0 + 1] - sets.starts[$0] >= options.minimumLength
    }
    let adjusted = options.correction.adjusted(wanted.map { comparison.pValue(compared[$0]) })
    self.compared = wanted.count
    findings = zip(wanted, adjusted).compactMap { i, p -> Finding? in
      let found = compared[i]
      guard p <= options.significance, found.ratio > 1,
        found.here.customers >= options.minimumCustomers
      else { return nil }
      if options.excludesRedundant {
        let parts = parents[sets.starts[i]..<sets.starts[i + 1]].filter { $0 >= 0 }
        if parts.contains(where: { compared[Int($0)].ratio >= found.ratio }) { return nil }
      }
      return Finding(
        items: sets[i].items, inSegment: found.here.hits, inOthers: found.there.hits,
        segmentShare: Double(found.here.hits) / Double(segment.baskets.count),
        otherShare: others.baskets.count > 0
          ? Double(found.there.hits) / Double(others.baskets.count) : 0,
        ratio: found.ratio, customers: found.here.customers,
        otherCustomers: found.there.customers, designEffect: found.here.designEffect, adjustedP: p)
    }.sorted(by: Self.comesFirst)
  }

  private static func comesFirst(_ a: Finding, _ b: Finding) -> Bool {
    if a.ratio != b.ratio { return a.ratio > b.ratio }
    if a.inSegment != b.inSegment { return a.inSegment > b.inSegment }
    return a.items.lexicographicallyPrecedes(b.items)
  }
}
