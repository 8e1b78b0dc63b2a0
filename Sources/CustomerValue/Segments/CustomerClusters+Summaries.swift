public import Commerce

extension CustomerClusters {
  /// What customers are compared by where their purchases are known.
  static let usualFeatures = ["orders", "average order", "days silent", "days known"]

  /// Groups customers by how often, for how much, how lately and since when they buy.
  ///
  /// - Parameters:
  ///   - summaries: What customers have done by the day.
  ///   - day: The day that is today.
  ///   - seed: The same seed gives the same groups.
  ///   - before: Groups whose number and names are kept where they still fit.
  ///   - threads: Change nothing but the time it takes.
  public init?(
    _ summaries: [CustomerSummary], asOf day: Day, seed: UInt64, after before: KeptClusters? = nil,
    threads: Int = 1
  ) {
    self.init(
      features: Self.usualFeatures, count: summaries.count, seed: seed, after: before,
      threads: threads
    ) { Self.value(of: summaries[$0], $1, day) }
  }

  /// Tells customers by groups that were found before; `nil` for nobody, and for groups of other features.
  ///
  /// - Parameters:
  ///   - summaries: What customers have done by the day.
  ///   - day: The day that is today.
  ///   - kept: The groups.
  ///   - threads: Change nothing but the time it takes.
  public init?(
    _ summaries: [CustomerSummary], asOf day: Day, as kept: KeptClusters, threads: Int = 1
  ) {
    guard kept.features == Self.usualFeatures else { return nil }
    self.init(kept, count: summaries.count, threads: threads) {
      Self.value(of: summaries[$0], $1, day)
    }
  }

  @inline(__always)
  private static func value(of summary: CustomerSummary, _ feature: Int, _ day: Day) -> Double {
    switch feature {
    case 0: Double(summary.orders)
    case 1: max(0, summary.averageOrder)
    case 2: Double(summary.recencyDays(asOf: day))
    default: Double(summary.firstDay.distance(to: day))
    }
  }
}
