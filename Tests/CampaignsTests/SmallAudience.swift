import Campaigns
import Commerce
import Compute

/// Audiences made by chance, and the tiny one the golden files show.
enum SmallAudience {
  static let day = Day(number: 15_000)

  static func contact(
    email: String? = nil, name: String? = nil, household: String? = nil, address1: String? = nil
  ) -> CustomerDirectory.Customer {
    var contact = CustomerDirectory.Customer()
    contact.email = email
    contact.name = name
    contact.household = household
    contact.address1 = address1
    return contact
  }

  /// Customers of whom a fifth shares households, some have no address, some bought lately.
  static func random(_ count: Int, seed: UInt64) -> [AudienceMember] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { i in
      let household = random.below(5) == 0 ? "H\(random.below(max(1, count / 8)))" : nil
      let email = random.below(10) == 0 ? nil : "c\(i)@example.com"
      return AudienceMember(
        customer: CustomerID("C\(i)"), contact: contact(email: email, household: household),
        segment: ["champions", "loyal", "at risk"][random.below(3)],
        lastPurchase: day.advanced(by: -random.below(60)),
        ownsExcludedProduct: random.below(12) == 0)
    }
  }

  static func consent(for members: [AudienceMember], seed: UInt64) -> [ConsentEvent] {
    var random = SeededGenerator(seed: seed, stream: 1)
    return members.flatMap { member in
      (0..<(1 + random.below(3))).map { _ in
        ConsentEvent(
          customer: member.customer, channel: ["email", "email", "any", "post"][random.below(4)],
          purpose: "marketing",
          status: [.granted, .granted, .granted, .withdrawn, .objected][random.below(5)],
          time: Timestamp(day.advanced(by: 20 - random.below(300))))
      }
    }
  }

  /// A probability that depends on nothing but the customer and the seed.
  static func score(_ member: AudienceMember, seed: UInt64) -> OfferScore? {
    var random = SeededGenerator(
      seed: seed
        &+ UInt64(
          member.customer.text.utf8.reduce(7) {
            $0 &* 31 &+ UInt64($1)
          }))
    guard random.below(20) > 0 else { return nil }
    return OfferScore(
      probability: random.uniform() * 0.2, orderValue: 10 + 40 * random.uniform(),
      products: [.init(product: "P1", name: "TEA", reason: "popular: in 5 % of all orders")])
  }

  static func plan(_ change: (inout CampaignPlan) -> Void = { _ in }) -> CampaignPlan {
    var plan = CampaignPlan(
      name: "spring", unitCost: Money(tenThousandths: 5000), margin: 0.5)
    plan.exclusions.boughtWithinDays = 3
    plan.productsPerLetter = 1
    plan.seed = 42
    change(&plan)
    return plan
  }

  static func build(
    _ plan: CampaignPlan, _ members: [AudienceMember], seed: UInt64
  ) -> Assignments {
    let contacts = members.enumerated().filter { $0.offset % 9 == 0 }.map {
      ContactHistory.Contact(
        campaign: "winter", unit: $0.element.unit, day: day.advanced(by: -$0.offset % 40))
    }
    return CampaignBuilder(
      plan, asOf: day, consent: consent(for: members, seed: seed),
      history: ContactHistory(contacts: contacts, for: plan, asOf: day)
    ).build(members) { $0.map { score($0, seed: seed) } }
  }
}
