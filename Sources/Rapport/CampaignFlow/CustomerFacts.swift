import Campaigns
import Commerce
import CustomerValue

/// What audiences can ask about one customer, put together from profile, directory and purchases.
struct CustomerFacts: AudienceFacts {
  let profile: CustomerProfile
  let contact: CustomerDirectory.Customer?
  /// The purchase questions of the audience that this customer answers with yes.
  let bought: Set<BoughtTest>

  func value(of field: String) -> FieldValue? {
    if let field = ProfileField(rawValue: field) { return profile[field] }
    let text: String? =
      switch field {
      case "customer": profile.id.text
      case "country": contact?.country
      case "region": contact?.region
      case "city": contact?.city
      case "postcode": contact?.postcode
      case "language": contact?.language
      case "household": contact?.household
      case "email": contact?.email
      case "phone": contact?.phone
      case "addressUpdated": contact?.addressUpdated?.description
      case "personalise": (contact?.personalise ?? true) ? "yes" : "no"
      case _ where field.hasPrefix("attribute."):
        contact?.attributes[String(field.dropFirst("attribute.".count))]
      default: contact?.attributes[field]
      }
    return text.flatMap { $0.isEmpty ? nil : .text($0) }
  }

  func hasBought(_ test: BoughtTest) -> Bool { bought.contains(test) }
}

/// Answers the purchase questions of an audience for all customers in one pass over the log.
struct BoughtAnswers {
  private let answers: [(test: BoughtTest, customers: Set<Int32>)]

  /// - Throws: `CampaignError.unknownGoods` for a product or a group that does not exist.
  init(_ tests: [BoughtTest], log: PurchaseLog, catalogue: Catalogue, asOf day: Day) throws {
    answers = try Set(tests).sorted { "\($0)" < "\($1)" }.map { test in
      let products = try Self.products(of: test, log: log, catalogue: catalogue)
      let start =
        test.withinDays.map { Timestamp(day.advanced(by: 1 - $0)).seconds } ?? Int64.min
      var customers: Set<Int32> = []
      for i in 0..<log.count
      where log.columns.customer[i] >= 0 && log.columns.time[i] >= start
        && products.contains(log.columns.product[i])
      {
        customers.insert(log.columns.customer[i])
      }
      return (test, customers)
    }
  }

  /// The questions that the customer at a position of the log answers with yes.
  func tests(ofCustomer position: Int) -> Set<BoughtTest> {
    Set(answers.filter { $0.customers.contains(Int32(position)) }.map(\.test))
  }

  /// The positions of the products that a test means.
  ///
  /// - Throws: `CampaignError.unknownGoods` for a product or a group that does not exist.
  @discardableResult
  static func products(
    of test: BoughtTest, log: PurchaseLog, catalogue: Catalogue
  ) throws -> Set<Int32> {
    func group(_ id: ProductID) -> String? {
      switch test.subject {
      case .product: id.text
      case .category: catalogue[id].category
      case .department: catalogue[id].department
      case .brand: catalogue[id].brand
      }
    }
    let isKnown = (log.products.ids + catalogue.ids).contains { group($0) == test.name }
    guard isKnown else {
      let names = Set((log.products.ids + catalogue.ids).compactMap(group)).sorted()
      throw CampaignError.unknownGoods(
        kind: test.subject.rawValue, name: test.name,
        nearest: NearestMatch.to(test.name, among: names))
    }
    return Set(
      log.products.ids.indices.filter { group(log.products[$0]) == test.name }.map { Int32($0) })
  }
}
