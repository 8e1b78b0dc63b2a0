import Commerce

/// The fields of a customer that audiences and tables can name.
///
/// `segment: champions and stage: decline and value.potential > 200` is written in these names.
public enum ProfileField: String, CaseIterable, Sendable {
  case recencyDays, frequency, monetary, r, f, m, segment, stage
  case tenureDays, days, averageOrder, rhythmDays
  case abc, matrix, decile, tier
  case pAlive, expectedPurchases, expectedSpend
  case historic = "value.historic"
  case current = "value.current"
  case potential = "value.potential"
  case lifetime = "value.lifetime"
  case shareOfWallet, headroom, costToServe, cluster
  case pPurchase, segmentBefore, warning, atStake, reason

  /// The columns of the table of all customers, in order; the first seven never change.
  public static var table: [ProfileField] { allCases }

  /// The field of a name.
  ///
  /// - Throws: `CustomerValueError.unknownField` with the nearest name.
  public static func named(_ name: String) throws -> ProfileField {
    if let field = ProfileField(rawValue: name) { return field }
    let nearest = NearestMatch.to(name, among: allCases.map(\.rawValue))
    throw CustomerValueError.unknownField(name: name, nearest: nearest)
  }
}
