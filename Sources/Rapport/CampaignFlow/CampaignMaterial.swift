import Campaigns
import Commerce
import CustomerValue
import Foundation
import Recommenders

/// Everything a list is made from, read once.
struct CampaignMaterial {
  let plan: CampaignPlan
  let asOf: Day
  let log: PurchaseLog
  let catalogue: Catalogue
  let directory: CustomerDirectory
  let consent: [ConsentEvent]
  let history: HistoryRows
  let preferences: ValuePreferences
  let profiles: CustomerProfiles
  let registered: RegisteredModel
  let model: any StoredModel
  let probability: PurchaseProbability
  /// What the model may look at besides purchases.
  let groups: CustomerGroups
  /// Who is meant.
  private let condition: AudienceCondition
  /// The checksum of the registry's value model, where the audience rests on it.
  private let valueModel: String?

  /// Reads what a plan needs for a day, with a version of the model or the live one.
  init(_ plan: CampaignPlan, in workspace: Workspace, asOf day: Day, model version: Int?) throws {
    self.plan = plan
    asOf = day
    let all = try workspace.purchaseLog()
    log = try workspace.analysisLog(of: all, asOf: day)
    registered = try version.map(workspace.model) ?? workspace.liveModel()
    let file = try workspace.verifiedFile(of: registered)
    guard let recipe = registered.card.recipe, file.names.contains("probability.counts"),
      let probability = try PurchaseProbability(file)
    else {
      throw CampaignError.notCalibrated(version: registered.version)
    }
    self.probability = probability
    model = try recipe.load(from: file)
    groups = try workspace.groups(for: model)
    catalogue = try workspace.catalogue()
    directory = try workspace.customerDirectory()
    consent = try workspace.consentEvents()
    preferences = try workspace.valuePreferences()
    profiles = try workspace.customerValue(
      log, asOf: day, returns: all, exceptContactsOf: plan.name, settings: preferences.settings())
    let attributes = Set(
      log.customers.ids.flatMap { [directory] in directory[$0]?.attributes.keys.map(\.self) ?? [] })
    condition = try AudienceCondition(
      plan.audience,
      vocabulary: .standard(
        segments: profiles.segments.names, attributes: attributes.sorted()))
    let asksGroups =
      profiles.clusters?.wereKnown == true
      && condition.fields.contains(ProfileField.cluster.rawValue)
    valueModel =
      asksGroups || preferences.forecast == ValuePreferences.live
      ? try workspace.liveModel(.value).checksum : nil
    history = try workspace.store.read {
      try CampaignRecords(db: $0).history(for: plan, asOf: day)
    }
  }

  /// The customers whom the plan's audience means.
  ///
  /// - Throws: `CampaignError.unknownGoods`, `CampaignError.nobodyMeant`.
  func audience() throws -> [AudienceMember] {
    try refuseUnknownOffers()
    let answers = try BoughtAnswers(
      condition.boughtTests, log: log, catalogue: catalogue, asOf: asOf)
    let owners = try owners()
    let members = profiles.profiles.compactMap { profile -> AudienceMember? in
      let position = profile.summary.customer
      let contact = directory[profile.id]
      let facts = CustomerFacts(
        profile: profile, contact: contact, bought: answers.tests(ofCustomer: position))
      guard condition.matches(facts) else { return nil }
      return AudienceMember(
        customer: profile.id, contact: contact, segment: profile.segment,
        lastPurchase: profile.summary.lastDay, ownsExcludedProduct: owners.contains(position))
    }
    guard !members.isEmpty else {
      throw CampaignError.nobodyMeant(
        audience: plan.audience, customers: profiles.profiles.count)
    }
    return members
  }

  /// An offer of goods that nobody sells is a typing mistake, not a list without an offer.
  private func refuseUnknownOffers() throws {
    for offer in plan.offers {
      let meant =
        offer.products.map { BoughtTest(.product, $0.text) }
        + (offer.category.map { [BoughtTest(.category, $0)] } ?? [])
      for test in meant {
        try BoughtAnswers.products(of: test, log: log, catalogue: catalogue)
      }
    }
  }

  /// The positions of those who bought a product that the campaign leaves owners of out.
  private func owners() throws -> Set<Int> {
    let answers = try plan.exclusions.ownsProducts.map { product in
      try BoughtAnswers(
        [BoughtTest(.product, product.text)], log: log, catalogue: catalogue, asOf: asOf)
    }
    guard !answers.isEmpty else { return [] }
    return Set(
      log.customers.ids.indices.filter { position in
        answers.contains { !$0.tests(ofCustomer: position).isEmpty }
      })
  }

  /// The checksums of everything the list depends on.
  var inputs: CampaignManifest.Inputs {
    CampaignManifest.Inputs(
      purchases: log.fingerprint,
      customers: InputFingerprint.of(directory, customers: log.customers),
      consent: InputFingerprint.of(consent, asOf: asOf), contacts: history.fingerprint,
      catalogue: InputFingerprint.of(catalogue, products: log.products),
      model: registered.checksum, value: valueFingerprint)
  }

  /// The remembered settings of value and the model asked; nothing where they are the usual ones.
  private var valueFingerprint: String? {
    guard preferences != ValuePreferences() || valueModel != nil,
      var text = try? preferences.text()
    else { return nil }
    text += valueModel ?? ""
    return InputFingerprint.of(Data(text.utf8))
  }

  /// What should be known about the model before the list is believed.
  var warnings: [CampaignWarning] {
    var warnings: [CampaignWarning] = []
    let rule = probability.rule
    if rule.products != plan.productsPerLetter {
      warnings.append(
        .otherRule(
          what: "products", calibrated: rule.products, planned: plan.productsPerLetter))
    }
    if rule.windowDays != plan.responseWindow {
      warnings.append(
        .otherRule(
          what: "days", calibrated: rule.windowDays, planned: plan.responseWindow))
    }
    if registered.card.lastDay > asOf {
      warnings.append(
        .futureModel(
          lastDay: registered.card.lastDay.description, asOf: asOf.description))
    }
    return warnings
  }
}
