/// What is worked out about customers, and how.
public struct ValueSettings: Sendable, Equatable {
  /// How RFM scores are made.
  public var analysis = RFMAnalysis.quintiles
  /// How they are named.
  public var segments = SegmentTable.standard
  /// How life-cycle stages are decided.
  public var lifecycle = LifecycleRule()
  /// How tiers are decided.
  public var tiers = TierRule()
  /// What serving a customer costs.
  public var costs = CostToServe()
  /// How far lifetime value looks ahead, in days.
  public var horizonDays = 3 * 365.0
  /// What money to come loses in value a year, as a share.
  public var discountRate = 0.1
  /// The model of purchase times: `auto` picks by held-out purchases, `none` leaves estimates out.
  public var model = "auto"
  /// Models that were fitted before, used as they are; `model` then does not count.
  public var fitted: FittedValueModel?
  /// Who counts as slipping away, and how many days back the table compares.
  public var warnings = WarningRule()
  /// The seed of the clusters.
  public var seed: UInt64 = 1

  /// The usual settings.
  public init() {}

  /// The discount rate per day, compounded continuously.
  var dailyRate: Double { logOnePlus(discountRate) / 365.25 }
}
