public import Commerce

/// How a model did with each tested customer: kept, so that models can be compared customer by customer.
public struct RankingScores: Sendable {
  /// The tested customers.
  public let customers: IDIndex<CustomerID>
  /// What was measured per customer.
  public let metrics: [RankingMetric]
  /// Values by metric then customer; not a number where a metric does not apply to a customer.
  public let values: [[Double]]
  /// What is one number for everybody, as the coverage of the catalogue.
  public let exact: [(metric: RankingMetric, value: Double)]

  init(
    customers: IDIndex<CustomerID>, metrics: [RankingMetric], values: [[Double]],
    exact: [(metric: RankingMetric, value: Double)]
  ) {
    self.customers = customers
    self.metrics = metrics
    self.values = values
    self.exact = exact
  }

  /// The values of a metric by customer, or `nil` where it was not measured per customer.
  public func values(of metric: RankingMetric) -> [Double]? {
    metrics.firstIndex(of: metric).map { values[$0] }
  }

  /// The mean of a metric over the customers it applies to, or `nil` where it was not measured.
  public func mean(_ metric: RankingMetric) -> Double? {
    values(of: metric).map(Bootstrap.mean)
      ?? exact.first { $0.metric == metric }.map(\.value)
  }

  /// Every metric with its interval, in the order they were measured.
  ///
  /// Numbers about the whole catalogue are counts, not samples: their interval is the number itself.
  /// A metric that applies to no tested customer is left out.
  public func estimates(_ bootstrap: Bootstrap) -> [(metric: RankingMetric, estimate: Estimate)] {
    let sampled = zip(metrics, bootstrap.means(of: values)).map { ($0, $1) }
    let all = sampled + exact.map { ($0.metric, Estimate(exactly: $0.value)) }
    return all.filter { !$0.1.value.isNaN }
  }

  /// The scores of some of the customers; numbers about the whole catalogue are left out.
  public func selecting(_ isKept: (Int) -> Bool) -> RankingScores {
    let kept = (0..<customers.count).filter(isKept)
    return RankingScores(
      customers: IDIndex(ascending: kept.map { customers[$0] }), metrics: metrics,
      values: values.map { column in kept.map { column[$0] } }, exact: [])
  }

  /// How much better this model is than another in a metric, on the same customers.
  ///
  /// - Returns: `nil` where either has not measured the metric per customer or they were tested on
  ///   different customers.
  public func comparison(
    with other: RankingScores, in metric: RankingMetric, _ bootstrap: Bootstrap
  ) -> Comparison? {
    guard customers == other.customers, let mine = values(of: metric),
      let theirs = other.values(of: metric)
    else { return nil }
    return bootstrap.comparison(of: mine, with: theirs)
  }
}
