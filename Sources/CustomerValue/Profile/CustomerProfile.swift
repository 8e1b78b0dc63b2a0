public import Commerce

/// Everything Rapport knows about what one customer is worth.
///
/// The part from RFM is always there; estimates are `nil` where no model could be fitted.
public struct CustomerProfile: Sendable, Equatable {
  /// Who.
  public let id: CustomerID
  /// What the customer has done.
  public let summary: CustomerSummary
  /// Days since the newest purchase.
  public let recencyDays: Int
  /// Levels of recency, frequency and monetary value.
  public let score: RFMScore
  /// The name of the RFM segment.
  public let segment: String
  /// Where the customer stands in the life of the relationship.
  public let stage: LifecycleStage
  /// Mean days between visits, the shop's mean counted once; infinite where nobody ever came twice.
  public let rhythmDays: Double
  /// The class of the 80/20 analysis.
  public let abc: ABCClass
  /// The tenth of customers by spend; 1 is the best.
  public let decile: Int
  /// The quadrant of frequency and average order value.
  public let matrix: ValueMatrix
  /// Most valuable, most growable, migrator or below zero.
  public let tier: ValueTier
  /// Historic, current and potential value; `nil` without a model of purchase times.
  public let value: LifetimeValue?
  /// The chance that the customer has not left for good, 0 to 1.
  public let pAlive: Double?
  /// The chance that the customer buys at all in the next 365 days, 0 to 1.
  public let pPurchase: Double?
  /// Days with purchases to expect in the next 365 days.
  public let expectedPurchases: Double?
  /// What a day with purchases can be expected to bring.
  public let expectedSpend: Double?
  /// An estimate of the share of the customer's wallet that is spent here, 0 to 1.
  public let shareOfWallet: Double?
  /// An estimate of what the customer could spend more in a year.
  public let headroom: Double
  /// What serving the customer costs in a year.
  public let costToServe: Double
  /// The group of similar customers; `nil` where there are too few to group.
  public let cluster: String?
  /// The segment some days before (60 unless set), by the same cut points; `nil` for who is newer.
  public let segmentBefore: String?
  /// Why the customer is slipping away; `nil` for whom nobody needs to be warned of.
  public let warning: EarlyWarning?

  /// How many different orders.
  public var frequency: Int { summary.orders }
  /// What was spent and kept.
  public var monetary: Money { summary.spend }

  /// The value of a field, or `nil` where it could not be worked out for this customer.
  public subscript(_ field: ProfileField) -> FieldValue? {
    switch field {
    case .recencyDays: .number(Double(recencyDays))
    case .frequency: .number(Double(frequency))
    case .monetary: .number(monetary.value)
    case .r: .number(Double(score.r))
    case .f: .number(Double(score.f))
    case .m: .number(Double(score.m))
    case .segment: .text(segment)
    case .stage: .text(stage.rawValue)
    case .tenureDays: .number(Double(recencyDays + summary.firstDay.distance(to: summary.lastDay)))
    case .days: .number(Double(summary.days))
    case .averageOrder: .number(summary.averageOrder)
    case .rhythmDays: rhythmDays.isFinite ? .number(rhythmDays) : nil
    case .abc: .text(abc.rawValue)
    case .matrix: .text(matrix.rawValue)
    case .decile: .number(Double(decile))
    case .tier: .text(tier.rawValue)
    default: self[estimate: field]
    }
  }

  private subscript(estimate field: ProfileField) -> FieldValue? {
    switch field {
    case .pAlive: pAlive.map(FieldValue.number)
    case .expectedPurchases: expectedPurchases.map(FieldValue.number)
    case .expectedSpend: expectedSpend.map(FieldValue.number)
    case .historic: value.map { .number($0.historic) }
    case .current: value.map { .number($0.current) }
    case .potential: value.map { .number($0.potential) }
    case .lifetime: value.map { .number($0.total) }
    case .shareOfWallet: shareOfWallet.map(FieldValue.number)
    case .headroom: .number(headroom)
    case .costToServe: .number(costToServe)
    case .cluster: cluster.map(FieldValue.text)
    case .pPurchase: pPurchase.map(FieldValue.number)
    case .segmentBefore: segmentBefore.map(FieldValue.text)
    case .warning: .text(warning == nil ? "no" : "yes")
    case .atStake: warning.map { .number($0.atStake) }
    case .reason: warning.map { .text($0.reason) }
    default: nil
    }
  }

  /// The value of a field by its dotted name; `nil` for an unknown name as well as for no value.
  ///
  /// Check names once with `ProfileField.named(_:)`, which offers the nearest match.
  public subscript(field name: String) -> FieldValue? {
    ProfileField(rawValue: name).flatMap { self[$0] }
  }
}
