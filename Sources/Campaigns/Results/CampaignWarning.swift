import Commerce

/// What a marketer should know before believing a list or a result.
public enum CampaignWarning: Sendable, Equatable {
  /// The control group has fewer units than any conclusion needs.
  case tinyControl(units: Int)
  /// An effect that pays for the contacts could not be told from chance.
  case blindControl(detectable: Double?, breakEven: Double)
  /// The probability was calibrated for another letter.
  case otherRule(what: String, calibrated: Int, planned: Int)
  /// The model was trained on purchases after the day the list is for.
  case futureModel(lastDay: String, asOf: String)
  /// Nobody is left to contact.
  case nobodyTreated
  /// Addresses that were confirmed more than 95 days ago, the span after which mail houses want an update.
  case oldAddresses(Int)
  /// The response window has not ended by the newest purchase.
  case windowOpen(ends: String, knownThrough: String)
  /// The arms' sizes cannot be chance.
  case sampleRatio(p: Double)
  /// Fewer contacts were reported as sent than the list has.
  case partlySent(sent: Int, planned: Int)
  /// Control units that were contacted all the same.
  case controlContacted(Int)

  /// The warning in a sentence.
  public var sentence: String {
    switch self {
    case .tinyControl(let units):
      "The control group has only \(units) \(units == 1 ? "unit" : "units"); "
        + "fewer than 100 show nothing but very large effects."
    case .blindControl(let detectable, let breakEven):
      detectable.map {
        "The control group shows a rise of \(Self.percent($0)) points or more, while "
          + "\(Self.percent(breakEven)) points pay for the contacts; a gain between the two will look "
          + "like none."
      } ?? "The control group is too small to show any rise at all; raise control or size."
    case .otherRule(let what, let calibrated, let planned):
      "The model's probabilities are calibrated for \(calibrated) \(what), the campaign has \(planned); "
        + "expected profit is off accordingly."
    case .futureModel(let lastDay, let asOf):
      "The model has seen purchases up to \(lastDay), after the list's day \(asOf); "
        + "its probabilities look better than they would have been."
    case .nobodyTreated: "Nobody is left to contact; the counts at each step say why."
    case .oldAddresses(let count):
      "\(count) postal \(count == 1 ? "address was" : "addresses were") last confirmed more than "
        + "95 days before the list's day or never; have them checked before mailing."
    case .windowOpen(let ends, let known):
      "The response window ends on \(ends), and purchases are known through \(known); "
        + "this is a look before the end, not a result."
    case .sampleRatio(let p):
      "The sizes of the arms cannot be chance (\(Self.probability(p))); find out who was lost before "
        + "believing any effect."
    case .partlySent(let sent, let planned):
      "Only \(sent) of the list's \(planned) contacts \(sent == 1 ? "was" : "were") reported as sent; "
        + "the others count as treated all the same, so that the arms stay comparable."
    case .controlContacted(let count):
      "\(count) \(count == 1 ? "unit" : "units") of the control group "
        + "\(count == 1 ? "was" : "were") contacted all the same, which hides part of the effect."
    }
  }

  /// Percent with two decimals at most.
  static func percent(_ share: Double) -> String { short((share * 10_000).rounded() / 100) }

  /// A probability of three decimals, or that it is smaller than they can say.
  private static func probability(_ p: Double) -> String {
    p < 0.001 ? "p below 0.001" : "p = " + short((p * 1000).rounded() / 1000)
  }

  private static func short(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : String(value)
  }
}

extension Assignments {
  /// What a marketer should know of the list before sending it.
  public var warnings: [CampaignWarning] {
    guard !treated.isEmpty else { return [.nobodyTreated] }
    var warnings: [CampaignWarning] = []
    if control.count < 100 { warnings.append(.tinyControl(units: control.count)) }
    if let breakEven, (detectableEffect ?? .infinity) > breakEven {
      warnings.append(.blindControl(detectable: detectableEffect, breakEven: breakEven))
    }
    if plan.channel.kind == .post, plan.channel.address == .required {
      let old = treated.count { line in
        line.member.contact?.addressUpdated.map { $0.distance(to: asOf) > 95 } ?? true
      }
      if old > 0 { warnings.append(.oldAddresses(old)) }
    }
    return warnings
  }
}
