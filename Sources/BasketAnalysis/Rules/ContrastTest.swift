/// Compares how often two groups of customers have a set in their baskets.
struct ContrastTest {
  /// A set in both groups.
  struct Comparison {
    /// How the segment's baskets with the set are spread.
    let here: CustomerClusters.Spread
    /// How the others' are.
    let there: CustomerClusters.Spread
    /// The share in the segment over the share in the others; infinite where the others never have it.
    let ratio: Double
  }

  private let lists: (here: ItemLists, there: ItemLists)
  private let clusters: (here: CustomerClusters, there: CustomerClusters)
  private let test: FisherExact

  /// Prepares to compare a segment with the others.
  init(_ segment: PricedBaskets, _ others: PricedBaskets) {
    lists = (ItemLists(segment.baskets), ItemLists(others.baskets))
    clusters = (CustomerClusters(segment), CustomerClusters(others))
    test = FisherExact(baskets: segment.baskets.count + others.baskets.count)
  }

  /// Counts a set in both groups.
  ///
  /// - Complexity: O(baskets of the rarest item).
  func compare(_ items: [Int32]) -> Comparison {
    let here = clusters.here.spread(lists.here.baskets(withAll: items))
    let there = clusters.there.spread(lists.there.baskets(withAll: items))
    let shares = (
      Double(here.hits) / Double(max(1, clusters.here.baskets)),
      Double(there.hits) / Double(max(1, clusters.there.baskets))
    )
    return Comparison(
      here: here, there: there, ratio: there.hits > 0 ? shares.0 / shares.1 : .infinity)
  }

  /// The probability that a segment like the others has a set so often: Fisher's exact test, one-sided, on counts
  /// divided by their design effects; fractions are rounded against the segment.
  func pValue(_ comparison: Comparison) -> Double {
    let effect = comparison.here.designEffect
    let expected = clusters.there.designEffect(
      ofCorrelation: clusters.here.correlation(explaining: effect))
    let otherEffect = max(comparison.there.designEffect, expected)
    let hits = Int(Double(comparison.here.hits) / effect)
    let otherHits = Int((Double(comparison.there.hits) / otherEffect).rounded(.up))
    let baskets = max(hits, Int((Double(clusters.here.baskets) / effect).rounded()))
    let others = max(otherHits, Int((Double(clusters.there.baskets) / otherEffect).rounded()))
    return test.upperTail(
      RuleCounts(
        both: hits, antecedent: baskets, consequent: hits + otherHits, baskets: baskets + others))
  }
}
