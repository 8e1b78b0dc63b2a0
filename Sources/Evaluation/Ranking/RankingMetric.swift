/// A yardstick for ranked lists, cut off at a rank.
///
/// Every one is computed per customer and averaged over the tested customers it applies to; the truth is
/// the set of products the customer really bought in the test period.
public struct RankingMetric: Hashable, Sendable, CustomStringConvertible {
  /// What is measured.
  public enum Kind: String, CaseIterable, Sendable {
    /// Hits / true products.
    case recall
    /// Hits / min(k, true products): the recall that a list of k could reach.
    case cappedRecall
    /// Hits / k.
    case precision
    /// Discounted gain against that of the ideal list, with gains 1 and discounts log₂(rank + 1).
    case ndcg
    /// Mean over hits of the precision at their rank, divided by min(k, true products).
    case map
    /// 1 / rank of the first hit.
    case mrr
    /// Whether there is any hit; elsewhere PHR.
    case hit
    /// Recall over the true products that the customer had bought before.
    case repeatRecall
    /// Recall over the true products that are new to the customer.
    case exploreRecall
    /// Mean over the list of −log₂(share of train customers who bought the product), in bits.
    case novelty
    /// Mean over the list of the share of train customers who bought the product: what everybody buys anyway.
    case popularity
    /// What the customer spent on the products hit, in the currency.
    case revenue
    /// Products recommended to anybody / products in train; one number for all customers.
    case coverage
  }

  /// What is measured.
  public let kind: Kind
  /// How many places of the list count.
  public let cutoff: Int

  /// Measures the first so many places.
  public init(_ kind: Kind, at cutoff: Int) {
    self.kind = kind
    self.cutoff = max(1, cutoff)
  }

  /// The name in tables and JSON: `recall@20`, `recall@20/capped`, `recall@20/repeat`.
  public var description: String {
    switch kind {
    case .cappedRecall: "recall@\(cutoff)/capped"
    case .repeatRecall: "recall@\(cutoff)/repeat"
    case .exploreRecall: "recall@\(cutoff)/explore"
    default: "\(kind.rawValue)@\(cutoff)"
    }
  }
}

/// What the gain of a list is compared with in NDCG.
public enum IdealList: String, CaseIterable, Sendable, Codable {
  /// A list of min(k, true products) hits: the best a list of k can do.
  case truncated
  /// A list of all true products, however short the cut-off.
  case full
}

/// Whether what a customer bought before the test may be recommended and counts as truth.
public enum RepeatPolicy: String, CaseIterable, Sendable, Codable {
  /// Both: a grocer wants the weekly milk predicted.
  case allow
  /// Neither: a bookseller sells a book once.
  case exclude
}
