import Commerce
import Compute
public import Evaluation
import Recommenders

/// What knowing a newcomer's groups is worth: what sells to them against what sells to everybody.
public struct NewCustomerTest: Sendable {
  /// How many tested customers had bought nothing before and belong to a group that is known.
  public let customers: Int
  /// Which groups were large enough to say anything.
  public let groups: [String]
  /// Recall and NDCG of the list that everybody gets.
  public let popular: [(metric: RankingMetric, estimate: Estimate)]
  /// Recall and NDCG of the list of the customer's groups.
  public let byGroup: [(metric: RankingMetric, estimate: Estimate)]
  /// The paired difference.
  public let differences: [(metric: RankingMetric, comparison: Comparison)]

  /// Measures both lists, or `nil` where nothing is known of any newcomer.
  init?(
    _ tested: RecommenderEvaluation, everybody: RankingScores, groups: CustomerGroups,
    _ bootstrap: Bootstrap
  ) {
    let train = tested.train
    guard !groups.isEmpty,
      let newcomers = NewcomerPopularity(train, products: train.products, groups: groups)
    else { return nil }
    let truth = tested.yardstick.truth
    var lists = RankedProducts(count: truth.customers.count, length: tested.yardstick.listLength)
    var isKnown = [Bool](repeating: false, count: truth.customers.count)
    var bests: [[String]: [Int32]] = [:]
    for customer in 0..<truth.customers.count where truth.trainPositions[customer] < 0 {
      let names = newcomers.known(groups.names(of: truth.customers[customer]))
      guard !names.isEmpty else { continue }
      if bests[names] == nil { bests[names] = Self.best(newcomers, names, lists.length) }
      lists.set(bests[names] ?? [], for: customer)
      isKnown[customer] = true
    }
    let own = tested.yardstick.measure(lists).selecting { isKnown[$0] }
    let others = everybody.selecting { isKnown[$0] }
    guard own.customers.count > 0 else { return nil }
    customers = own.customers.count
    self.groups = newcomers.groups
    func shown(_ scores: RankingScores) -> [(metric: RankingMetric, estimate: Estimate)] {
      scores.estimates(bootstrap).filter { [.recall, .ndcg].contains($0.metric.kind) }
    }
    (popular, byGroup) = (shown(others), shown(own))
    differences = byGroup.compactMap { metric, _ in
      own.comparison(with: others, in: metric, bootstrap).map { (metric, $0) }
    }
  }

  /// How many tested customers had bought nothing before.
  static func count(of tested: RecommenderEvaluation) -> Int {
    tested.yardstick.truth.trainPositions.count { $0 < 0 }
  }

  private static func best(
    _ newcomers: NewcomerPopularity, _ names: [String], _ count: Int
  ) -> [Int32] {
    var best = TopSelection(limit: count)
    for (product, score) in (newcomers.scores(for: names) ?? []).enumerated() {
      best.insert(Int32(product), score: score)
    }
    return best.ranked().map(\.position)
  }
}

extension NewCustomerTest: Encodable {
  private enum Key: String, CodingKey { case customers, groups, popular, byGroup }

  /// The keys that programs rely on.
  public func encode(to encoder: any Encoder) throws {
    func named(_ values: [(metric: RankingMetric, estimate: Estimate)]) -> [String: Estimate] {
      Dictionary(values.map { ($0.metric.description, $0.estimate) }) { first, _ in first }
    }
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(customers, forKey: .customers)
    try container.encode(groups, forKey: .groups)
    try container.encode(named(popular), forKey: .popular)
    try container.encode(named(byGroup), forKey: .byGroup)
  }
}
