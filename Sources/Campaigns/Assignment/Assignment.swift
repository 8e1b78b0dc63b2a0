import Commerce

/// What became of one customer of the audience.
public struct Assignment: Sendable, Equatable {
  /// Who.
  public let member: AudienceMember
  /// The household, else the customer.
  public let unit: String
  /// The arm.
  public let arm: Arm
  /// Why the customer is in no arm, or `nil` for those who are in one.
  public let reason: ExclusionReason?
  /// The probability with which the arm was drawn; `nil` for the excluded, who were not drawn.
  public let propensity: Double?
  /// What a contact would say and bring; `nil` for those left out before scores were asked for.
  public let score: OfferScore?
  /// The expected profit of a contact, where there is a score.
  public let expectedProfit: Double?
  /// The code printed on the contact, for the treated.
  public let key: String?

  /// Puts a line together.
  public init(
    member: AudienceMember, unit: String, arm: Arm, reason: ExclusionReason?, propensity: Double?,
    score: OfferScore?, expectedProfit: Double?, key: String?
  ) {
    self.member = member
    self.unit = unit
    self.arm = arm
    self.reason = reason
    self.propensity = propensity
    self.score = score
    self.expectedProfit = expectedProfit
    self.key = key
  }
}
