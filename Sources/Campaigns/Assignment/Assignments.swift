public import Commerce
import Evaluation

/// What became of everybody in a campaign's audience: each treated, control, or excluded for one reason.
public struct Assignments: Sendable, Equatable {
  /// The plan.
  public let plan: CampaignPlan
  /// The day the list is for.
  public let asOf: Day
  /// One line a customer of the audience, in ascending order of customers.
  public let lines: [Assignment]

  init(plan: CampaignPlan, asOf: Day, lines: [Assignment]) {
    self.plan = plan
    self.asOf = asOf
    self.lines = lines
  }

  /// Those who get the contact.
  public var treated: [Assignment] { lines.filter { $0.arm == .treated } }
  /// Those held back.
  public var control: [Assignment] { lines.filter { $0.arm == .control } }

  /// How many were left out, by reason; only reasons that occur.
  public var excluded: [ExclusionReason: Int] {
    lines.reduce(into: [:]) { counts, line in
      if let reason = line.reason { counts[reason, default: 0] += 1 }
    }
  }

  /// What all contacts cost.
  public var cost: Money { plan.costPerContact * treated.count }

  /// The sum of the treated's expected profits, p·m·v − c each.
  ///
  /// Not the campaign's effect: part of those purchases would happen without it.
  public var expectedProfit: Money {
    Money(rounding: treated.reduce(0) { $0 + ($1.expectedProfit ?? 0) })
  }

  /// The probability of a purchase at which a contact pays for itself: p* = c / (m·v).
  ///
  /// v is the plan's order value, or the mean over everybody who was scored; each customer is judged by
  /// their own v. Above 1 a contact cannot pay; `nil` where nobody was scored.
  public var breakEven: Double? {
    let values = lines.compactMap { $0.score?.orderValue }
    let mean =
      plan.orderValue?.value
      ?? (values.isEmpty ? nil : values.reduce(0, +) / Double(values.count))
    guard let mean, mean > 0 else { return nil }
    return plan.costPerContact.value / (plan.margin * mean)
  }

  /// The mean probability of a purchase among treated and control; `nil` where there are none.
  public var baseRate: Double? {
    let chosen = lines.filter { $0.arm != .excluded }.compactMap { $0.score?.probability }
    return chosen.isEmpty ? nil : chosen.reduce(0, +) / Double(chosen.count)
  }

  /// The share of treated and control expected to buy anything in the response window, contact or not.
  ///
  /// Results count every purchase, not only of what was offered; so this, taken from the customers' own
  /// past, is the rate from which a rise must be told. The base rate where no past is known.
  public var usualRate: Double? {
    let chosen = lines.filter { $0.arm != .excluded }.compactMap { $0.score?.usualPurchase }
    return chosen.isEmpty ? baseRate : chosen.reduce(0, +) / Double(chosen.count)
  }

  /// The smallest rise of the share of buyers, in absolute points, that the control group can show.
  ///
  /// With 80 % power at 5 % significance, from the usual rate; `nil` where the arms are too small for any.
  public var detectableEffect: Double? {
    guard let usualRate else { return nil }
    let rise = Power().detectableRise(
      base: usualRate, treated: treated.count, control: control.count)
    return rise.isFinite ? rise : nil
  }

  /// The same assignments with a sentence for every product of the treated.
  ///
  /// Reasons cost time to find, and only those who get the contact read them.
  public func explained(
    _ reason: (AudienceMember, OfferScore.Product) throws -> String
  ) rethrows -> Assignments {
    let explained = try lines.map { line in
      guard line.arm == .treated, let score = line.score else { return line }
      let products = try score.products.map { product in
        OfferScore.Product(
          product: product.product, name: product.name, reason: try reason(line.member, product))
      }
      return line.saying(
        OfferScore(
          probability: score.probability, orderValue: score.orderValue,
          usualPurchase: score.usualPurchase, products: products))
    }
    return Assignments(plan: plan, asOf: asOf, lines: explained)
  }
}

extension Assignment {
  /// The same line with other words on the contact.
  fileprivate func saying(_ score: OfferScore) -> Assignment {
    Assignment(
      member: member, unit: unit, arm: arm, reason: reason, propensity: propensity, score: score,
      expectedProfit: expectedProfit, key: key)
  }
}
