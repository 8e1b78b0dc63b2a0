import Commerce

extension CampaignPlan {
  /// The same plan, if it can be built.
  ///
  /// - Throws: `CampaignPlanError` for the first value outside its range.
  public func validated() throws(CampaignPlanError) -> CampaignPlan {
    try validateName()
    try validateLists()
    try validateMoney()
    try check(
      control > 0 && control < 1, "control", "\(control)",
      "a share above 0 and below 1; without a control group nothing can be measured")
    try check(responseWindow > 0, "responseWindow", "\(responseWindow)", "at least one day")
    try check(
      (1...50).contains(productsPerLetter), "productsPerLetter", "\(productsPerLetter)",
      "between 1 and 50")
    if let size { try check(size > 0, "size", "\(size)", "at least 1") }
    try validateExclusions()
    return self
  }

  private func validateName() throws(CampaignPlanError) {
    let isUsable =
      (1...64).contains(name.utf8.count) && name.first != "."
      && name.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || [45, 46, 95].contains(byte)
      }
    try check(
      isUsable, "name", name, "1 to 64 letters, digits, '-', '_' or '.', as in 'spring-2011'")
    try check(!purpose.isEmpty, "purpose", purpose, "a word such as 'marketing'")
  }

  private func validateLists() throws(CampaignPlanError) {
    guard !offers.isEmpty else { throw .missing(key: "offers") }
    guard !channels.isEmpty else { throw .missing(key: "channels") }
    if offers.count > 1 { throw .several(key: "offers", count: offers.count) }
    if channels.count > 1 { throw .several(key: "channels", count: channels.count) }
    try check(!offer.name.isEmpty, "offer's name", offer.name, "a word or two")
  }

  private func validateMoney() throws(CampaignPlanError) {
    let cost = costPerContact
    try check(cost >= .zero, "unitCost", "\(cost)", "0 or more")
    try check(
      margin > 0 && margin <= 1, "margin", "\(margin)", "a share above 0 and at most 1, as in 0.4")
    if let orderValue { try check(orderValue > .zero, "orderValue", "\(orderValue)", "above 0") }
    guard let budget else { return }
    try check(budget > .zero, "budget", "\(budget)", "above 0; leave it out for no limit")
    try check(
      budget >= cost, "budget", "\(budget)", "at least the cost of one contact, \(cost)")
  }

  private func validateExclusions() throws(CampaignPlanError) {
    for (key, days) in [
      ("boughtWithinDays", exclusions.boughtWithinDays),
      ("contactedWithinDays", exclusions.contactedWithinDays),
    ] {
      if let days { try check(days > 0, key, "\(days)", "at least one day") }
    }
    guard let cap = exclusions.frequencyCap else { return }
    try check(
      cap.contacts > 0 && cap.days > 0, "frequencyCap", "\(cap.contacts) in \(cap.days) days",
      "at least one contact in at least one day")
  }

  private func check(
    _ holds: Bool, _ key: String, _ value: String, _ expected: String
  ) throws(CampaignPlanError) {
    if !holds { throw .badValue(key: key, value: value, expected: expected) }
  }
}
