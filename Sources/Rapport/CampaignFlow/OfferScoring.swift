import Campaigns
import Commerce
import Compute
import CustomerValue
import Recommenders

/// Finds what a contact would offer to each customer, how likely a purchase is and what it would be worth.
struct OfferScoring {
  let plan: CampaignPlan
  let asOf: Day
  let log: PurchaseLog
  let catalogue: Catalogue
  let model: any StoredModel
  let probability: PurchaseProbability
  let groups: CustomerGroups
  let profiles: CustomerProfiles
  let threads: Int
  private let meanOrder: Double

  /// Prepares to score customers for what a campaign is made from.
  init(_ material: CampaignMaterial, threads: Int) {
    plan = material.plan
    asOf = material.asOf
    log = material.log
    catalogue = material.catalogue
    model = material.model
    probability = material.probability
    groups = material.groups
    profiles = material.profiles
    self.threads = threads
    let orders = profiles.profiles.reduce(0) { $0 + $1.frequency }
    let spend = profiles.profiles.reduce(Money.zero) { $0 + $1.monetary }
    meanOrder = orders > 0 ? spend.value / Double(orders) : 0
  }

  /// The scores of some customers, in their order.
  ///
  /// Whoever may not be personalised gets the popular list, the overall probability and the shop's mean
  /// order value: nothing of what they bought is looked at.
  func scores(_ members: [AudienceMember]) throws -> [OfferScore?] {
    let positions = members.map { log.customers.position(of: $0.customer) }
    let personal = members.indices.filter {
      members[$0].mayBePersonalised && positions[$0] != nil
    }
    let histories = Histories(
      log.selecting(personal.compactMap { positions[$0] }), for: model.products, groups: groups)
    let offers = personalOffers(histories)
    let popular = try popularOffer()
    var scores = [OfferScore?](repeating: popular, count: members.count)
    for (place, offer) in zip(personal, offers) {
      scores[place] = OfferScore(
        probability: probability.probability(offer.situation),
        orderValue: orderValue(ofCustomer: positions[place]),
        usualPurchase: positions[place].flatMap(usualPurchase),
        products: offer.products.map { product(model.products[Int($0)]) })
    }
    return scores
  }

  /// The sentence for a product of a personal contact, or the popular list's.
  func reasons(_ members: [AudienceMember]) -> (AudienceMember, OfferScore.Product) -> String {
    let positions = members.compactMap { log.customers.position(of: $0.customer) }
    let histories = Histories(
      log.selecting(positions), for: model.products, groups: groups)
    let popularity = try? Popularity().fit(log, asOf: asOf, environment: FitEnvironment())
    return { member, product in
      let position = model.products.position(of: product.product)
      let customer = histories.customers.position(of: member.customer)
      if member.mayBePersonalised, let position, let customer,
        let explaining = model as? any ExplainingModel
      {
        let reasons = explaining.reasons(
          for: position, customer: customer, in: histories, asOf: asOf, count: 1)
        return reasons.first?.sentence(catalogue) ?? ""
      }
      return popularity.flatMap { popularity in
        popularity.products.position(of: product.product).map { position in
          Reason.popular(share: popularity.popularity.share(of: position)).sentence(catalogue)
        }
      } ?? ""
    }
  }

  private func personalOffers(_ histories: Histories) -> [PurchaseSituation.Offered] {
    let isOpen = model.products.ids.map(isOpen)
    let rule = OfferRule(
      products: plan.productsPerLetter, windowDays: probability.rule.windowDays,
      offersRepeats: plan.offer.repeats ?? probability.rule.offersRepeats)
    return Parallel(threads: threads).mapChunks(of: histories.customers.count, chunk: 256) {
      PurchaseSituation.offers(
        for: $0, in: histories, model: model, rule: rule, asOf: asOf,
        isEligible: { isOpen[$0] })
    }.flatMap { $0 }
  }

  private func popularOffer() throws -> OfferScore {
    let popularity = try Popularity().fit(log, asOf: asOf, environment: FitEnvironment())
    var best = TopSelection(limit: plan.productsPerLetter)
    let scores = popularity.scores(
      for: 0..<1, in: Histories(PurchaseLog([]), for: popularity.products), asOf: asOf)
    for position in 0..<popularity.products.count where isOpen(popularity.products[position]) {
      best.insert(Int32(position), score: scores[0, position])
    }
    return OfferScore(
      probability: probability.baseRate, orderValue: orderValue(ofCustomer: nil),
      products: best.ranked().map { product(popularity.products[Int($0.position)]) })
  }

  /// Whether the offer and the stock admit a product.
  private func isOpen(_ product: ProductID) -> Bool {
    var eligibility = Eligibility(alreadyBought: .allow)
    eligibility.allowedCategories = plan.offer.category.map { [$0] }
    if !plan.offer.products.isEmpty { eligibility.allowedProducts = Set(plan.offer.products) }
    return eligibility.admits(product, catalogue[product])
  }

  private func product(_ id: ProductID) -> OfferScore.Product {
    OfferScore.Product(product: id, name: catalogue.name(of: id), reason: "")
  }

  /// The plan's order value, or the customer's mean order drawn towards the shop's as if the shop's were one
  /// more order: (spend + shop's mean) / (orders + 1).
  private func orderValue(ofCustomer position: Int?) -> Double {
    if let value = plan.orderValue { return value.value }
    guard let profile = position.flatMap({ profiles[customer: $0] }) else { return meanOrder }
    return (profile.monetary.value + meanOrder) / Double(profile.frequency + 1)
  }

  /// In which share of the last spans as long as the response window the customer bought anything.
  ///
  /// At most 13 spans, and only whole ones after the first purchase; `nil` where there is none yet.
  private func usualPurchase(ofCustomer position: Int) -> Double? {
    let lines = log.lines(ofCustomer: position)
    guard let first = lines.first else { return nil }
    func age(_ line: Int) -> Int { log.day(ofLine: line).distance(to: asOf) }
    let spans = min(13, age(first) / plan.responseWindow)
    guard spans > 0 else { return nil }
    let bought = Set(lines.map { age($0) / plan.responseWindow }.filter { $0 < spans })
    return Double(bought.count) / Double(spans)
  }
}
