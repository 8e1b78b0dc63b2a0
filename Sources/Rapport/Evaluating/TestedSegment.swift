import Commerce
public import Evaluation

/// How a model did with the tested customers of one kind of past.
public struct TestedSegment: Sendable {
  /// Which customers: `new customers`, `1 order`, `2 to 4 orders`, `5 orders or more`.
  public let name: String
  /// How many were tested.
  public let customers: Int
  /// What was measured, each with its interval.
  public let metrics: [(metric: RankingMetric, estimate: Estimate)]

  /// The kinds of past, by the number of orders in train.
  static let kinds: [(name: String, orders: ClosedRange<Int>)] = [
    ("new customers", 0...0), ("1 order", 1...1), ("2 to 4 orders", 2...4),
    ("5 orders or more", 5...Int.max),
  ]

  /// What is measured of segments: the rest would only be noise in small groups.
  private static let measured: Set<RankingMetric.Kind> = [
    .recall, .ndcg, .hit, .repeatRecall, .exploreRecall,
  ]

  /// Cuts a model's scores by the number of orders of each tested customer.
  static func segments(
    of scores: RankingScores, orders: [Int], _ bootstrap: Bootstrap
  ) -> [TestedSegment] {
    kinds.compactMap { name, range in
      let part = scores.selecting { range.contains(orders[$0]) }
      guard part.customers.count > 0 else { return nil }
      return TestedSegment(
        name: name, customers: part.customers.count,
        metrics: part.estimates(bootstrap).filter { measured.contains($0.metric.kind) })
    }
  }
}

extension TestedSegment: Encodable {
  private enum Key: String, CodingKey { case name, customers, metrics }

  /// The keys that programs rely on.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(customers, forKey: .customers)
    try container.encode(
      Dictionary(metrics.map { ($0.metric.description, $0.estimate) }) { first, _ in first },
      forKey: .metrics)
  }
}
