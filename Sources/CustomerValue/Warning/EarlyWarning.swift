public import Commerce

/// A customer who is worth much and is slipping away, with the reason.
public struct EarlyWarning: Sendable, Equatable {
  /// Who, by position in the log.
  public let customer: Int
  /// The customer's id.
  public let id: CustomerID
  /// Mean days between visits.
  public let rhythmDays: Double
  /// Days since the last visit.
  public let silentDays: Int
  /// P(alive) now; `nil` where no model sees anybody leave, so that the rhythm alone decides.
  public let alive: Double?
  /// P(alive) at the earlier day.
  public let aliveBefore: Double?
  /// What the customer spent in the last year, in units of the currency.
  public let atStake: Double
  /// The score now.
  public let score: RFMScore
  /// The score at the earlier day, by the same cut points.
  public let scoreBefore: RFMScore

  /// "bought every 21 days, silent for 74; P(alive) 31 %, was 82 %; 1,240 a year at stake".
  public var reason: String {
    var reason = "bought every \(Int(rhythmDays.rounded())) days, silent for \(silentDays)"
    if let alive, let aliveBefore {
      reason += "; P(alive) \(Self.percent(alive)), was \(Self.percent(aliveBefore))"
    }
    return reason + "; \(Self.grouped(atStake)) a year at stake"
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  private static func grouped(_ value: Double) -> String {
    var digits = String(Int64(value.rounded()))
    var at = digits.count - 3
    while at > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: at))
      at -= 3
    }
    return digits
  }
}

/// Who counts as slipping away.
public struct WarningRule: Sendable, Equatable, Codable {
  /// How many days back the comparison goes.
  public var daysBack = 60
  /// At least so many visits: one visit has no rhythm to fall out of.
  public var minimumVisits = 3
  /// The level of monetary value from which a loss is worth a warning, of the levels of the scores.
  public var monetaryFrom = 4
  /// P(alive) must have fallen by at least this.
  public var fall = 0.15
  /// Below this P(alive) it is too late to warn.
  public var tooLate = 0.02

  /// The usual bounds.
  public init() {}
}
