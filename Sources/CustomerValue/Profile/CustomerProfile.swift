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
