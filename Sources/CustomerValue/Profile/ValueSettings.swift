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
  /// Groups of similar customers that were found before, used as they are; looked for where `nil`.
  public var groups: KeptClusters?
  /// Looks for groups of similar customers with this seed even where some are known; 1 is usual.
  public var seed: UInt64?

  /// The usual settings.
  public init() {}

  /// The discount rate per day, compounded continuously.
  var dailyRate: Double { logOnePlus(discountRate) / 365.25 }
}
