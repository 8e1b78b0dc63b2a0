public import Commerce

/// What customers are grouped by when two days are compared.
public enum MigrationGrouping: String, CaseIterable, Codable, Sendable {
  /// The segment of RFM.
  case segment
  /// The stage of the life cycle.
  case stage
  /// The level of recency.
  case recency
  /// The level of frequency.
  case frequency
  /// The level of monetary value.
  case monetary
}

/// Everybody's move between two days, by the same cut points on both.
public struct CustomerMigration: Sendable {
  /// One customer's groups; `nil` where there were no purchases on that day, or none that were kept.
  public struct Move: Sendable, Equatable {
    /// Who.
    public let id: CustomerID
    /// The group on the earlier day.
    public let before: String?
    /// The group on the later day.
    public let after: String?
    /// What was spent in the 365 days up to the later day, in units of the currency.
    public let yearlySpend: Double

    /// Whether the group is another one.
    public var hasMoved: Bool { before != after }
  }

  /// The earlier day.
  public let from: Day
  /// The later day.
  public let to: Day
  /// What customers are grouped by.
  public let grouping: MigrationGrouping
  /// The cut points of both days; `nil` for stages, which need none.
  public let cuts: RFMCuts?
  /// Measures whose levels were not all filled on the earlier day.
  public let warnings: [RFMWarning]
  /// The matrix; members are places in `moves`.
  public let matrix: Migration
  /// One entry a customer, by ascending id.
  public let moves: [Move]

  /// Compares what was known on two days.
  ///
  /// - Parameters:
  ///   - earlier: Settled purchases as known on the earlier day.
  ///   - from: The earlier day, whose cut points count on both.
  ///   - later: Settled purchases as known on the later day.
  ///   - to: The later day.
  ///   - grouping: What customers are grouped by.
  ///   - settings: How scores are made and named, and what stages are.
  /// - Throws: `CustomerValueError.noPurchases` where there was nobody on the earlier day.
  public init(
    from earlier: PurchaseLog, on from: Day, to later: PurchaseLog, on to: Day,
    by grouping: MigrationGrouping, settings: ValueSettings = ValueSettings()
  ) throws {
    let table =
      grouping == .stage
      ? nil
      : try settings.analysis.table(of: earlier.customerSummaries(asOf: from), asOf: from)
    let grouper = Grouper(grouping: grouping, cuts: table?.cuts, settings: settings)
    warnings = table?.warnings ?? []
    let (first, second) = (grouper.groups(earlier, from), grouper.groups(later, to))
    let ids = IDIndex<CustomerID>.ordered(Set(earlier.customers.ids).union(later.customers.ids))
    let spend = later.spendOfLastYear(asOf: to)
    let moves = ids.compactMap { id -> Move? in
      let place = later.customers.position(of: id)
      let before = earlier.customers.position(of: id).flatMap { first[$0] }
      let after = place.flatMap { second[$0] }
      guard before != nil || after != nil else { return nil }
      return Move(
        id: id, before: before, after: after, yearlySpend: place.map { spend[$0] } ?? 0)
    }
    matrix = Migration(
      from: moves.map(\.before), to: moves.map(\.after), names: grouper.names)
    (self.from, self.to, self.grouping, self.moves) = (from, to, grouping, moves)
    cuts = grouper.cuts
  }

  /// Names every customer's group on a day.
  private struct Grouper {
    let grouping: MigrationGrouping
    let cuts: RFMCuts?
    let settings: ValueSettings

    var names: [String] {
      switch grouping {
      case .segment: settings.segments.names
      case .stage: LifecycleStage.allCases.map(\.rawValue)
      case .recency, .frequency, .monetary: (1...settings.analysis.levels).reversed().map(level)
      }
    }

    func groups(_ log: PurchaseLog, _ day: Day) -> [String?] {
      guard let cuts else {
        return PurchaseDays(log, asOf: day).stages(on: day, rule: settings.lifecycle)
          .map { $0?.rawValue }
      }
      var groups = [String?](repeating: nil, count: log.customers.count)
      for summary in log.customerSummaries(asOf: day) {
        groups[summary.customer] = group(cuts.score(of: summary, asOf: day), cuts)
      }
      return groups
    }

    private func group(_ score: RFMScore, _ cuts: RFMCuts) -> String {
      switch grouping {
      case .recency: level(score.r)
      case .frequency: level(score.f)
      case .monetary: level(score.m)
      case .segment, .stage: settings.segments.name(of: score, levels: cuts.levels)
      }
    }

    /// `R5`, `F3`, `M1`: the measure's letter and the level.
    private func level(_ level: Int) -> String {
      grouping.rawValue.prefix(1).uppercased() + String(level)
    }
  }
}
