public import Commerce

/// The profiles of all customers as of a day.
public struct CustomerProfiles: Sendable {
  /// The day it was "today".
  public let asOf: Day
  /// The RFM table they are made from.
  public let rfm: RFMTable
  /// The names of segments.
  public let segments: SegmentTable
  /// The profiles, by ascending position of the customer.
  public let profiles: [CustomerProfile]
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
    let rfm = try analysis.table(of: log.customerSummaries(asOf: day), asOf: day)
    var places = [Int32](repeating: -1, count: log.customers.count)
    var profiles: [CustomerProfile] = []
    profiles.reserveCapacity(rfm.summaries.count)
    for (summary, score) in zip(rfm.summaries, rfm.scores) {
      places[summary.customer] = Int32(profiles.count)
      profiles.append(
        CustomerProfile(
          id: log.customers[summary.customer], summary: summary,
          recencyDays: summary.recencyDays(asOf: day), score: score,
          segment: segments.name(of: score, levels: rfm.cuts.levels)))
    }
    self.rfm = rfm
    self.segments = segments
    self.places = places
    self.profiles = profiles
    asOf = day
  }

  /// The profile of the customer at a position of the log, or `nil` for one who has bought nothing.
  public subscript(customer position: Int) -> CustomerProfile? {
    guard places.indices.contains(position), places[position] >= 0 else { return nil }
    return profiles[Int(places[position])]
  }
}
