public import CustomerValue

/// The part of `ValueSettings` that a workspace can remember; what is `nil` is as usual.
///
/// Campaigns use the same settings as `rapport value`, so that an audience means what the table showed.
public struct ValuePreferences: Codable, Sendable, Equatable {
  /// How many levels each score has.
  public var levels: Int?
  /// `quantile`, `rank` or `rfm-package`; without effect where `cuts` are given.
  public var method: String?
  /// Fixed cut points.
  public var cuts: RFMCuts?
  /// The names of scores.
  public var segments: SegmentTable?
  /// The model of purchases to come, or `auto`, `none`, or `live` for the registry's.
  public var forecast: String?
  /// How far lifetime value looks ahead, in days.
  public var horizonDays: Double?
  /// What money to come loses in value a year, as a share.
  public var discountRate: Double?
  /// The share of revenue that is left after the goods are paid.
  public var margin: Double?
  /// What handling an order costs.
  public var costPerOrder: Double?
  /// What taking back a returned line costs.
  public var costPerReturn: Double?
  /// What a letter or call costs.
  public var costPerContact: Double?

  /// Nothing but the usual.
  public init() {}

  /// These preferences, and where they say nothing the others.
  public func or(_ others: ValuePreferences) -> ValuePreferences {
    var result = self
    // Another number of levels or another method makes remembered cut points pointless.
    let choosesCuts = cuts != nil || levels != nil || method != nil
    result.cuts = choosesCuts ? cuts : others.cuts
    result.levels = levels ?? (cuts == nil ? others.levels : nil)
    result.method = method ?? others.method
    result.segments = segments ?? others.segments
    result.forecast = forecast ?? others.forecast
    result.horizonDays = horizonDays ?? others.horizonDays
    result.discountRate = discountRate ?? others.discountRate
    result.margin = margin ?? others.margin
    result.costPerOrder = costPerOrder ?? others.costPerOrder
    result.costPerReturn = costPerReturn ?? others.costPerReturn
    result.costPerContact = costPerContact ?? others.costPerContact
    return result
  }

  /// The settings they make.
  ///
  /// - Throws: `CustomerValueError` for levels, methods or cut points that make no sense,
  ///   `ValueSettingError` for numbers that cannot be.
  public func settings() throws -> ValueSettings {
    var settings = ValueSettings()
    // A table of segments for three levels is meant for three levels.
    let levels = levels ?? cuts?.levels ?? segments?.levels ?? 5
    settings.analysis = try RFMAnalysis(
      levels: levels,
      method: cuts.map(RFMAnalysis.Method.fixed) ?? RFMAnalysis.method(method ?? "quantile"))
    settings.segments = segments ?? settings.segments
    settings.model = forecast ?? settings.model
    settings.horizonDays = try Self.checked(horizonDays, "horizon", 1...36_525) ?? 3 * 365
    settings.discountRate = try Self.checked(discountRate, "discount rate", 0...10) ?? 0.1
    settings.costs.margin = try Self.checked(margin, "margin", 0...1) ?? 1
    settings.costs.perOrder = try Self.checked(costPerOrder, "cost per order", 0...1e9) ?? 0
    settings.costs.perReturn = try Self.checked(costPerReturn, "cost per return", 0...1e9) ?? 0
    settings.costs.perContact = try Self.checked(costPerContact, "cost per contact", 0...1e9) ?? 0
    return settings
  }

  private static func checked(
    _ value: Double?, _ name: String, _ range: ClosedRange<Double>
  ) throws -> Double? {
    guard let value else { return nil }
    guard range.contains(value) else {
      throw ValueSettingError.outOfRange(
        name: name, value: value, low: range.lowerBound, high: range.upperBound)
    }
    return value
  }
}
