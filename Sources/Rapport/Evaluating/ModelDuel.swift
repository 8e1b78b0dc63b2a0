public import Evaluation

/// Two models on the same customers: by how much one is better than the other, and whether by chance.
public struct ModelDuel: Sendable {
  /// The model with the higher mean.
  public let better: String
  /// The other one.
  public let other: String
  /// What was measured.
  public let metric: RankingMetric
  /// The paired difference, its interval and its p-value.
  public let comparison: Comparison
  /// The p-value after Holm's correction over all pairs of the same metric (1979).
  public let adjustedPValue: Double

  /// Lets every two models meet, customer by customer.
  static func all(
    _ models: [(name: String, scores: RankingScores)], _ metrics: [RankingMetric],
    _ bootstrap: Bootstrap
  ) -> [ModelDuel] {
    metrics.flatMap { metric -> [ModelDuel] in
      var met: [(better: String, other: String, comparison: Comparison)] = []
      for (i, first) in models.enumerated() {
        for second in models[(i + 1)...] {
          let isAhead =
            (first.scores.mean(metric) ?? .nan) >= (second.scores.mean(metric) ?? .nan)
          let (a, b) = isAhead ? (first, second) : (second, first)
          guard let comparison = a.scores.comparison(with: b.scores, in: metric, bootstrap) else {
            continue
          }
          met.append((a.name, b.name, comparison))
        }
      }
      let adjusted = holm(met.map(\.comparison.pValue))
      return zip(met, adjusted).map {
        ModelDuel(
          better: $0.better, other: $0.other, metric: metric, comparison: $0.comparison,
          adjustedPValue: $1)
      }
    }
  }

  /// Holm's step-down correction: never below the p-value itself, never falling with it.
  static func holm(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var adjusted = values
    var highest = 0.0
    for (rank, index) in order.enumerated() {
      highest = max(highest, min(1, values[index] * Double(values.count - rank)))
      adjusted[index] = highest
    }
    return adjusted
  }
}

extension ModelDuel: Encodable {
  private enum Key: String, CodingKey {
    case better, other, metric, value, low, high, pValue, adjustedPValue
  }

  /// The keys that programs rely on.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(better, forKey: .better)
    try container.encode(other, forKey: .other)
    try container.encode(metric.description, forKey: .metric)
    try container.encode(comparison.difference.value, forKey: .value)
    try container.encode(comparison.difference.low, forKey: .low)
    try container.encode(comparison.difference.high, forKey: .high)
    try container.encode(comparison.pValue, forKey: .pValue)
    try container.encode(adjustedPValue, forKey: .adjustedPValue)
  }
}
