import Commerce

/// The part of list building that needs no score: the law, the address, the caps, the exclusions.
struct Screening {
  private let plan: CampaignPlan
  private let day: Day
  private let consent: ConsentRegister
  private let history: ContactHistory
  private let suppressed: Set<String>

  init(
    _ plan: CampaignPlan, asOf day: Day, consent: ConsentRegister, history: ContactHistory
  ) {
    self.plan = plan
    self.day = day
    self.consent = consent
    self.history = history
    suppressed = Set(plan.exclusions.suppress.map { $0.lowercased() })
  }

  /// The first reason in the order of `ExclusionReason` that keeps a member out, or `nil`.
  func reason(against member: AudienceMember) -> ExclusionReason? {
    [legal(member), delivery(member), fatigue(member), campaign(member)].lazy.compactMap { $0 }
      .min()
  }

  private func legal(_ member: AudienceMember) -> ExclusionReason? {
    let refusal = consent.refusal(of: member.customer, under: plan.channel.consent)
    guard refusal != .objected, isSuppressed(member) else { return refusal }
    return .suppressed
  }

  private func isSuppressed(_ member: AudienceMember) -> Bool {
    suppressed.contains(member.customer.text.lowercased())
      || (member.contact?.email).map { suppressed.contains($0.lowercased()) } ?? false
  }

  private func delivery(_ member: AudienceMember) -> ExclusionReason? {
    if history.hasBounced(member.customer) { return .bounced }
    return plan.channel.reaches(member.contact) ? nil : .noAddress
  }

  private func fatigue(_ member: AudienceMember) -> ExclusionReason? {
    if let cap = plan.exclusions.frequencyCap,
      history.contacts(of: member.unit, within: cap.days, before: day) >= cap.contacts
    {
      return .frequencyCap
    }
    guard let days = plan.exclusions.contactedWithinDays else { return nil }
    return history.contacts(of: member.unit, within: days, before: day) > 0
      ? .recentlyContacted : nil
  }

  private func campaign(_ member: AudienceMember) -> ExclusionReason? {
    if let days = plan.exclusions.boughtWithinDays,
      member.lastPurchase.distance(to: day) < days
    {
      return .recentBuyer
    }
    if member.ownsExcludedProduct { return .ownsProduct }
    return history.takesPartElsewhere(member.unit) ? .otherCampaign : nil
  }
}
