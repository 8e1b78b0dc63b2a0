public import Commerce
import Foundation

/// Measures ranked lists against the truth, customer by customer.
///
/// Made once for a split and used for every model, so that all of them answer the same question.
public struct RankingYardstick: Sendable {
  /// What the tested customers bought.
  public let truth: RankingTruth
  /// The ranks at which lists are cut off, ascending.
  public let cutoffs: [Int]
  /// What NDCG compares with.
  public let ideal: IdealList
  /// How many products there are to choose from.
  public let productCount: Int
  /// Bits of surprise of each product: −log₂ of the share of train customers who bought it.
  private let surprise: [Double]
  /// 1 / log₂(rank + 1) by rank from 0, and its running sum.
  private let discounts: [Double]
  private let idealGains: [Double]

  /// Prepares a split for measuring.
  ///
  /// A product that no named customer of train bought counts as bought by one.
  public init(
    truth: RankingTruth, train: PurchaseLog, cutoffs: [Int] = [10, 20],
    ideal: IdealList = .truncated
  ) {
    self.truth = truth
    self.cutoffs = Set(cutoffs.map { max(1, $0) }).sorted()
    self.ideal = ideal
    productCount = train.products.count
    let customers = Double(max(1, train.customers.count))
    surprise = train.customersByProduct().map { -log2(Double(max(1, $0)) / customers) }
    let largest = (0..<truth.customers.count).map { truth.size(of: $0) }.max() ?? 0
    let ranks = max(largest, self.cutoffs.last ?? 1)
    discounts = (0..<ranks).map { 1 / log2(Double($0 + 2)) }
    var gains = [0.0]
    for discount in discounts { gains.append((gains.last ?? 0) + discount) }
    idealGains = gains
  }

  /// The longest list that is needed.
  public var listLength: Int { cutoffs.last ?? 0 }

  /// Measures one list a tested customer, in the order of `truth.customers`.
  ///
  /// - Complexity: O(customers · list · log truth).
  public func measure(_ lists: RankedProducts) -> RankingScores {
    precondition(lists.count == truth.customers.count, "Every tested customer needs a list.")
    let kinds = RankingMetric.Kind.allCases.filter { kind in
      switch kind {
      case .coverage: false
      case .repeatRecall, .exploreRecall: truth.repeats == .allow
      default: true
      }
    }
    let metrics = cutoffs.flatMap { cutoff in kinds.map { RankingMetric($0, at: cutoff) } }
    var values = metrics.map { _ in [Double]() }
    for customer in 0..<truth.customers.count {
      let hits = hits(of: lists[customer], customer)
      for (column, metric) in metrics.enumerated() {
        values[column].append(value(of: metric, list: lists[customer], hits: hits, customer))
      }
    }
    let exact = cutoffs.map {
      (metric: RankingMetric(.coverage, at: $0), value: coverage(of: lists, at: $0))
    }
    return RankingScores(
      customers: truth.customers, metrics: metrics, values: values, exact: exact)
  }

  /// A list's places that are true products: the rank from 0 and the place in the truth.
  private typealias Hit = (rank: Int, truth: Int)

  private func hits(of list: ArraySlice<Int32>, _ customer: Int) -> [Hit] {
    let range = truth.offsets[customer]..<truth.offsets[customer + 1]
    var (hits, seen) = ([Hit](), Set<Int>())
    for (rank, product) in list.prefix(listLength).enumerated() {
      var (low, high) = (range.lowerBound, range.upperBound)
      while low < high {
        let middle = (low + high) / 2
        if truth.products[middle] < product { low = middle + 1 } else { high = middle }
      }
      // A product named twice in a list is one hit.
      if low < range.upperBound, truth.products[low] == product, seen.insert(low).inserted {
        hits.append((rank, low))
      }
    }
    return hits
  }

  private func value(
    of metric: RankingMetric, list: ArraySlice<Int32>, hits all: [Hit], _ customer: Int
  ) -> Double {
    let k = metric.cutoff
    let hits = all.prefix { $0.rank < k }
    let size = truth.size(of: customer)
    let count = Double(hits.count)
    switch metric.kind {
    case .recall: return count / Double(size)
    case .cappedRecall: return count / Double(min(k, size))
    case .precision: return count / Double(k)
    case .hit: return hits.isEmpty ? 0 : 1
    case .mrr: return hits.first.map { 1 / Double($0.rank + 1) } ?? 0
    case .map:
      let precisions = hits.enumerated().reduce(0) { $0 + Double($1.0 + 1) / Double($1.1.rank + 1) }
      return precisions / Double(min(k, size))
    case .ndcg:
      let gain = hits.reduce(0) { $0 + discounts[$1.rank] }
      return gain / idealGains[ideal == .full ? size : min(k, size)]
    case .repeatRecall: return part(of: hits, customer, isRepeat: true)
    case .exploreRecall: return part(of: hits, customer, isRepeat: false)
    case .novelty:
      let listed = list.prefix(k)
      guard !listed.isEmpty else { return .nan }
      return listed.reduce(0) { $0 + surprise[Int($1)] } / Double(listed.count)
    case .popularity:
      let listed = list.prefix(k)
      guard !listed.isEmpty else { return .nan }
      return listed.reduce(0) { $0 + exp2(-surprise[Int($1)]) } / Double(listed.count)
    case .revenue: return hits.reduce(0) { $0 + truth.amounts[$1.truth] }
    case .coverage: return .nan
    }
  }

  /// Recall over the repeated or over the new part of the truth; not a number where that part is empty.
  private func part(of hits: ArraySlice<Hit>, _ customer: Int, isRepeat: Bool) -> Double {
    let range = truth.offsets[customer]..<truth.offsets[customer + 1]
    var size = truth.isRepeat[range].filter { $0 == isRepeat }.count
    if !isRepeat { size += truth.unseenProducts[customer] }
    guard size > 0 else { return .nan }
    return Double(hits.filter { truth.isRepeat[$0.truth] == isRepeat }.count) / Double(size)
  }

  private func coverage(of lists: RankedProducts, at cutoff: Int) -> Double {
    guard productCount > 0 else { return 0 }
    var isListed = [Bool](repeating: false, count: productCount)
    for customer in 0..<lists.count {
      for product in lists[customer].prefix(cutoff) { isListed[Int(product)] = true }
    }
    return Double(isListed.filter { $0 }.count) / Double(productCount)
  }
}
