public import Commerce
import Compute

/// The profiles of all customers as of a day.
public struct CustomerProfiles: Sendable {
  /// The day it was "today".
  public let asOf: Day
  /// The RFM table they are made from.
  public let rfm: RFMTable
  /// The names of segments.
  public let segments: SegmentTable
  /// The profiles, by ascending position of the customer.
  public let profiles: ProfileList
  /// What revenue is spread over whom.
  public let concentration: Concentration
  /// What customers spend in each category, beside what comparable ones do.
  public let wallet: ShareOfWallet
  /// What the probability models say and how they were chosen; `nil` where none could be fitted.
  public let forecast: ValueForecast?
  /// The groups of similar customers; `nil` where there are too few.
  public let clusters: CustomerClusters?
  private let places: [Int32]

  /// Profiles customers from their settled purchases.
  ///
  /// - Parameters:
  ///   - log: Purchases with returns settled; anonymous lines are ignored.
  ///   - day: The day it is "today"; later purchases are left out.
  ///   - analysis: How scores are made.
  ///   - segments: How scores are named.
  /// - Throws: `CustomerValueError.noPurchases` where no named customer has bought anything.
  public init(
    _ log: PurchaseLog, asOf day: Day, analysis: RFMAnalysis = .quintiles,
    segments: SegmentTable = .standard
  ) throws {
    var settings = ValueSettings()
    settings.analysis = analysis
    settings.segments = segments
    try self.init(log, asOf: day, settings: settings)
  }

  /// Profiles customers with all settings.
  ///
  /// - Parameters:
  ///   - log: Purchases with returns settled; anonymous lines are ignored.
  ///   - day: The day it is "today"; later purchases are left out.
  ///   - settings: What is worked out, and how.
  ///   - categories: The category of each product position, for shares of wallet; one for all if `nil`.
  ///   - causes: What caused costs in the last year, by customer position; orders are counted here, and
  ///     alone if `nil`.
  ///   - threads: Change nothing but the time it takes.
  /// - Throws: `CustomerValueError.noPurchases` where no named customer has bought anything, and
  ///   `ValueModelError.unknownModel`.
  /// - Complexity: O(n) for n lines, plus the fits.
  public init(
    _ log: PurchaseLog, asOf day: Day, settings: ValueSettings, categories: [Int]? = nil,
    causes: [CostToServe.Causes]? = nil, threads: Int = 1
  ) throws {
    let summaries = log.customerSummaries(asOf: day, threads: threads)
    let rfm = try settings.analysis.table(of: summaries, asOf: day, threads: threads)
    let days = PurchaseDays(log, asOf: day, threads: threads)
    let builder = ProfileBuilder(
      log: log, rfm: rfm, days: days, settings: settings, threads: threads)
    let (forecast, columns) = try builder.columns(categories: categories, causes: causes) {
      try ValueForecast(days, summaries, settings: settings, threads: threads)
    }
    var places = [Int32](repeating: -1, count: log.customers.count)
    for (place, summary) in summaries.enumerated() { places[summary.customer] = Int32(place) }
    self.rfm = rfm
    segments = settings.segments
    profiles = builder.profiles(columns, forecast)
    concentration = profiles.concentration
    wallet = profiles.wallet
    clusters = profiles.clusters
    self.forecast = forecast
    self.places = places
    asOf = day
  }

  /// The profile of the customer at a position of the log, or `nil` for one who has bought nothing.
  public subscript(customer position: Int) -> CustomerProfile? {
    guard places.indices.contains(position), places[position] >= 0 else { return nil }
    return profiles[Int(places[position])]
  }
}
