import Commerce
import Compute
import Testing

@testable import Recommenders

@Suite struct `A model of attributes` {
  /// Teas and mugs of two brands; everybody buys one of them once, the first customer a tea and a mug.
  private let log = PurchaseLog([
    bought("tea-1", by: "a", daysAgo: 9, order: "1"),
    bought("mug-1", by: "a", daysAgo: 2, order: "2"),
    bought("tea-2", by: "b"), bought("tea-3", by: "c"), bought("mug-2", by: "d"),
    bought("hat", by: "e"), bought("hat", by: "f"),
  ])

  private let catalogue: Catalogue = {
    func product(_ category: String, _ brand: String) -> Catalogue.Product {
      var product = Catalogue.Product()
      product.category = category
      product.brand = brand
      return product
    }
    return Catalogue([
      "tea-1": product("tea", "Hill"), "tea-2": product("tea", "Hill"),
      "tea-3": product("tea", "Dale"), "mug-1": product("mug", "Dale"),
      "mug-2": product("mug", "Hill"),
    ])
  }()

  private func model(_ attributes: Attributes = Attributes(basketDecay: 0.5)) throws
    -> AttributesModel
  {
    var environment = FitEnvironment()
    environment.catalogue = catalogue
    return try attributes.fit(log, asOf: closingDay, environment: environment)
  }

  @Test func `scores by the facts that products share with purchases`() throws {
    let model = try model()
    let content = ProductContent(model.products, catalogue)
    let histories = Histories(log, for: model.products)
    let customer = try #require(log.customers.position(of: "a"))
    let scores = model.scores(for: customer..<customer + 1, in: histories, asOf: closingDay)
    func place(_ id: ProductID) throws -> Int { try #require(model.products.position(of: id)) }
    // The twin: 0.5 of the likeness with the older purchase and all of that with the newer one.
    for id in ["tea-1", "tea-2", "tea-3", "mug-1", "mug-2"] as [ProductID] {
      let expected =
        0.5 * content.likeness(try place("tea-1"), try place(id))
        + content.likeness(try place("mug-1"), try place(id))
      #expect(abs(Double(scores[0, try place(id)]) - expected) < 1e-5, "\(id)")
    }
    // Nothing is known of hats: they come last.
    let others = ["tea-1", "tea-2", "tea-3", "mug-1", "mug-2"] as [ProductID]
    for id in others { #expect(scores[0, try place("hat")] < scores[0, try place(id)]) }
  }

  @Test func `is popularity where nothing is known`() throws {
    let model = try Attributes().fit(log, asOf: closingDay, environment: FitEnvironment())
    let list = Ranker(model).list(
      for: 0, in: Histories(log, for: model.products), asOf: closingDay, count: 1)
    #expect(list.first?.product == "hat")
  }

  @Test func `knows similar products and names the purchase as the reason`() throws {
    let model = try model()
    let tea = try #require(model.products.position(of: "tea-2"))
    let first = try #require(model.similar(to: tea, count: 1).first)
    #expect(model.products[Int(first.position)] == "tea-1")
    let customer = try #require(log.customers.position(of: "a"))
    let reasons = model.reasons(
      for: tea, customer: customer, in: Histories(log, for: model.products), asOf: closingDay,
      count: 1)
    #expect(reasons.map(\.kind) == ["similar-to"])
  }

  @Test func `answers the same after it was stored`() throws {
    let model = try model()
    let copy = try AttributesModel(model.configuration, from: model.arrays)
    let histories = Histories(log, for: model.products)
    #expect(
      copy.scores(for: 0..<6, in: histories, asOf: closingDay).elements
        == model.scores(for: 0..<6, in: histories, asOf: closingDay).elements)
  }

  @Test func `counts in a blend where customers keep to a brand`() throws {
    // Each customer buys products of one brand that nobody else has bought before: only facts can tell.
    var facts: [ProductID: Catalogue.Product] = [:]
    var lines: [PurchaseLine] = []
    for customer in 0..<40 {
      for visit in 0..<5 {
        let id = "p\(customer)-\(visit)"
        var product = Catalogue.Product()
        product.brand = "brand \(customer % 8)"
        facts[ProductID(id)] = product
        lines.append(
          bought(id, by: "c\(customer)", daysAgo: 60 - 10 * visit, order: "o\(visit)"))
        // Every product is known before the window that weights are learned on.
        lines.append(bought(id, by: "browser\(visit)", daysAgo: 70, order: "first"))
      }
    }
    var environment = FitEnvironment()
    environment.catalogue = Catalogue(facts)
    let log = PurchaseLog(lines)
    let parts: [RecommenderConfiguration] = [
      .popularity(Popularity()), .attributes(Attributes()),
    ]
    let model = try Blend(parts).fit(log, asOf: closingDay, environment: environment)
    let customer = try #require(log.customers.position(of: "c3"))
    let list = Ranker(model).list(
      for: customer, in: Histories(log, for: model.products), asOf: closingDay, count: 10)
    #expect(!list.isEmpty)
    #expect(list.allSatisfy { facts[$0.product]?.brand == "brand 3" })
  }
}
