import Commerce
import Recommenders
import Testing

@Suite struct `The eligibility of products` {
  private let log = PurchaseLog([
    bought("milk", by: "a", daysAgo: 3), bought("milk", by: "a", daysAgo: 12),
    bought("novel", by: "a", daysAgo: 40), bought("bread", by: "b", daysAgo: 2),
    bought("pen", by: "b", daysAgo: 2), bought("sold out", by: "b", daysAgo: 2),
    bought("gone", by: "b", daysAgo: 2),
  ])

  private let catalogue: Catalogue = {
    func product(
      _ category: String, price: Int? = nil, stock: Int? = nil, isActive: Bool = true
    ) -> Catalogue.Product {
      var product = Catalogue.Product()
      product.category = category
      product.price = price.map { Money($0) }
      product.stock = stock
      product.isActive = isActive
      return product
    }
    return Catalogue([
      "milk": product("food", price: 1), "bread": product("food", price: 2),
      "novel": product("books", price: 12), "pen": product("office"),
      "sold out": product("office", stock: 0), "gone": product("office", isActive: false),
    ])
  }()

  private func list(_ eligibility: Eligibility) throws -> [String] {
    let model = try Popularity().fit(log, asOf: closingDay, environment: FitEnvironment())
    return Ranker(model, eligibility: eligibility, catalogue: catalogue)
      .list(for: 0, in: Histories(log, for: model.products), asOf: closingDay, count: 10)
      .map(\.product.text)
  }

  @Test func `keeps away what was bought, is sold out or no longer sold`() throws {
    #expect(try list(Eligibility()) == ["bread", "pen"])
  }

  @Test func `allows repeats where asked`() throws {
    #expect(try list(Eligibility(alreadyBought: .allow)) == ["milk", "bread", "novel", "pen"])
  }

  @Test(arguments: [(3, true), (4, false)])
  func `counts a cool-down from the last purchase`(days: Int, isBack: Bool) throws {
    let eligibility = Eligibility(alreadyBought: .coolDown(days: days))
    #expect(try list(eligibility).contains("milk") == isBack)
  }

  @Test func `has a policy for each category`() throws {
    var eligibility = Eligibility()
    eligibility.alreadyBoughtByCategory = ["food": .allow]
    #expect(try list(eligibility) == ["milk", "bread", "pen"])
  }

  @Test func `filters by category and price`() throws {
    var eligibility = Eligibility(alreadyBought: .allow)
    eligibility.allowedCategories = ["food", "books"]
    #expect(try list(eligibility) == ["milk", "bread", "novel"])
    eligibility.minimumPrice = Money(2)
    #expect(try list(eligibility) == ["bread", "novel"])
    eligibility.maximumPrice = Money(11)
    #expect(try list(eligibility) == ["bread"])
    eligibility.deniedCategories = ["food"]
    #expect(try list(eligibility) == [])
  }

  @Test func `takes and refuses single products`() throws {
    var eligibility = Eligibility(alreadyBought: .allow)
    eligibility.allowedProducts = ["novel", "pen", "gone"]
    #expect(try list(eligibility) == ["novel", "pen"])
    eligibility.deniedProducts = ["pen"]
    #expect(try list(eligibility) == ["novel"])
  }
}
