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
    /// Fisher's exact p-value, one-sided, corrected for all sets that were compared.
    public let adjustedP: Double
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

  /// The findings, highest ratio first; ties by more baskets, then by items.
  public let findings: [Finding]
  /// How many sets were compared.
  public let compared: Int

  /// Compares every frequent set of a segment with the other baskets.
  ///
  /// Baskets are tested as if they were independent; those of one customer are not, so ask for several
  /// customers.
  ///
  /// - Parameters:
  ///   - segment: The baskets of the segment.
  ///   - others: All other baskets, with the same item index.
  ///   - options: Which sets are compared, and how they are judged.
  /// - Throws: `MiningError` where there is no basket or a budget is spent.
  /// - Complexity: That of mining, and O(baskets of the rarest item) for each set.
  public init(segment: PricedBaskets, others: Baskets, options: Options) throws {
    let sets = try ItemsetMiner(options.mining).mine(segment.baskets).ordered()
    let (here, there) = (ItemLists(segment.baskets), ItemLists(others))
    let total = segment.baskets.count + others.count
    let elsewhere = sets.map { there.baskets(withAll: $0.items).count }
    let ratios = sets.indices.map { i in
      Self.ratio(Int(sets.counts[i]), segment.baskets.count, elsewhere[i], others.count)
    }
    let parents = options.excludesRedundant ? ItemsetIndex(sets).parents() : []
    let test = FisherExact(baskets: total)
    let wanted = sets.indices.filter {
      sets.starts[$0 + 1] - sets.starts[$0] >= options.minimumLength
    }
    let adjusted = options.correction.adjusted(
      wanted.map { i in
        test.upperTail(
          RuleCounts(
            both: Int(sets.counts[i]), antecedent: segment.baskets.count,
            consequent: Int(sets.counts[i]) + elsewhere[i], baskets: total))
      })
    compared = wanted.count
    findings = zip(wanted, adjusted).compactMap { i, p -> Finding? in
      guard p <= options.significance, ratios[i] > 1 else { return nil }
      if options.excludesRedundant {
        let parts = parents[sets.starts[i]..<sets.starts[i + 1]].filter { $0 >= 0 }
        if parts.contains(where: { ratios[Int($0)] >= ratios[i] }) { return nil }
      }
      let items = sets[i].items
      let customers = segment.customerCount(of: here.baskets(withAll: items))
      guard customers >= options.minimumCustomers else { return nil }
      return Finding(
        items: items, inSegment: Int(sets.counts[i]), inOthers: elsewhere[i],
        segmentShare: Double(sets.counts[i]) / Double(segment.baskets.count),
        otherShare: others.count > 0 ? Double(elsewhere[i]) / Double(others.count) : 0,
        ratio: ratios[i], customers: customers, adjustedP: p)
    }.sorted(by: Self.comesFirst)
  }

  private static func ratio(_ here: Int, _ ofHere: Int, _ there: Int, _ ofThere: Int) -> Double {
    guard there > 0 else { return .infinity }
    return Double(here) / Double(ofHere) / (Double(there) / Double(ofThere))
  }

  private static func comesFirst(_ a: Finding, _ b: Finding) -> Bool {
    if a.ratio != b.ratio { return a.ratio > b.ratio }
    if a.inSegment != b.inSegment { return a.inSegment > b.inSegment }
    return a.items.lexicographicallyPrecedes(b.items)
  }
}
