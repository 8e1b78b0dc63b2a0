/// What goes with each product, for whole catalogues: the best pairs of each product in one sweep.
///
/// Rules with one product on each side, grouped by the antecedent; what a recommender scores with and what
/// "38 % of baskets with X also have Y, 4.1 × usual" is read from.
public struct ProductPairs: Sendable {
  /// One "baskets with X also have Y".
  public struct Pair: Sendable, Hashable {
    /// The position of Y.
    public let consequent: Int32
    /// How often X, Y and both occur.
    public let counts: RuleCounts
  }

  /// Which pairs are kept.
  public struct Options: Sendable {
    /// In how many baskets a pair must be.
    public var minimumCount: Int
    /// The least confidence of a pair.
    public var minimumConfidence: ExactShare
    /// The most consequents kept for a product.
    public var limit: Int
    /// What makes a pair better; ties go to the higher count, then to the lower position.
    public var measure: RuleMeasure

    /// Keeps the 50 pairs of the highest confidence in at least two baskets unless told otherwise.
    public init(
      minimumCount: Int = 2, minimumConfidence: ExactShare = ExactShare(0), limit: Int = 50,
      measure: RuleMeasure = .confidence
    ) {
      self.minimumCount = max(1, minimumCount)
      self.minimumConfidence = minimumConfidence
      self.limit = max(0, limit)
      self.measure = measure
    }
  }

  private let offsets: [Int]
  private let pairs: [Pair]
  /// In how many baskets each item is.
  public let itemCounts: [Int]
  /// How many baskets there are.
  public let baskets: Int

  /// Counts every pair and keeps the best of each product.
  ///
  /// - Complexity: O(Σ b²) for baskets of b items; leave bulk baskets out first.
  public init(_ baskets: Baskets, options: Options = .init()) {
    let lists = baskets.basketsByItem()
    let counts = baskets.itemCounts()
    var together = [Int32](repeating: 0, count: baskets.items.count)
    var touched: [Int32] = []
    var offsets = [0]
    var pairs: [Pair] = []
    for item in 0..<baskets.items.count {
      if counts[item] >= options.minimumCount {
        for basket in lists.baskets[lists.offsets[item]..<lists.offsets[item + 1]] {
          for other in baskets[Int(basket)] {
            if together[Int(other)] == 0 { touched.append(other) }
            together[Int(other)] += 1
          }
        }
        pairs += Self.best(
          of: touched, with: item, together, counts, baskets: baskets.count, options)
        for other in touched { together[Int(other)] = 0 }
        touched.removeAll(keepingCapacity: true)
      }
      offsets.append(pairs.count)
    }
    self.offsets = offsets
    self.pairs = pairs
    itemCounts = counts
    self.baskets = baskets.count
  }

  /// The kept pairs of a product, best first.
  public subscript(antecedent: Int) -> ArraySlice<Pair> {
    pairs[offsets[antecedent]..<offsets[antecedent + 1]]
  }

  /// The pair "baskets with X also have Y" if it was kept.
  ///
  /// - Complexity: O(limit).
  public func pair(_ antecedent: Int, _ consequent: Int) -> Pair? {
    self[antecedent].first { $0.consequent == Int32(consequent) }
  }

  /// The kept pairs that are not chance, as rules, by antecedent and then as they were kept.
  ///
  /// Fisher's exact test, corrected over all kept pairs; keep every pair that has the count, so that the
  /// correction knows what was looked at. Both directions of a pair are one test.
  ///
  /// - Parameters:
  ///   - significance: The level after correction; at 1 every pair passes.
  ///   - correction: How p-values are corrected.
  ///   - minimumConfidence: The least confidence of a rule.
  /// - Returns: Rules with one product on each side.
  /// - Complexity: O(pairs · terms of the test that matter).
  public func rules(
    significance: Double, correction: TestCorrection = .bh, minimumConfidence: ExactShare
  ) -> [AssociationRule] {
    var isSignificant: [Bool] = []
    if significance < 1 {
      let test = FisherExact(baskets: baskets)
      isSignificant = correction.adjusted(pairs.map { test.upperTail($0.counts) })
        .map { $0 <= significance }
    }
    var rules: [AssociationRule] = []
    for antecedent in itemCounts.indices {
      let least = minimumConfidence.ceiling(of: itemCounts[antecedent])
      for place in offsets[antecedent]..<offsets[antecedent + 1]
      where pairs[place].counts.both >= least && (isSignificant.isEmpty || isSignificant[place]) {
        rules.append(
          AssociationRule(
            antecedent: [Int32(antecedent)], consequent: [pairs[place].consequent],
            counts: pairs[place].counts))
      }
    }
    return rules
  }

  private static func best(
    of touched: [Int32], with item: Int, _ together: [Int32], _ counts: [Int], baskets: Int,
    _ options: Options
  ) -> [Pair] {
    let least = max(
      options.minimumCount, options.minimumConfidence.ceiling(of: counts[item]))
    let found = touched.compactMap { other -> (Pair, Double)? in
      let both = Int(together[Int(other)])
      guard both >= least, Int(other) != item else { return nil }
      let pair = Pair(
        consequent: other,
        counts: RuleCounts(
          both: both, antecedent: counts[item], consequent: counts[Int(other)], baskets: baskets))
      return (pair, pair.counts[options.measure])
    }
    return found.sorted { a, b in
      if a.1 != b.1 { return a.1 > b.1 }
      if a.0.counts.both != b.0.counts.both { return a.0.counts.both > b.0.counts.both }
      return a.0.consequent < b.0.consequent
    }.prefix(options.limit).map(\.0)
  }
}
