import Commerce
import Compute
import Recommenders
import Testing

@Suite struct `The content of products` {
  private static func facts(
    _ name: String, _ category: String? = nil, brand: String? = nil, price: Int? = nil
  ) -> Catalogue.Product {
    var facts = Catalogue.Product()
    facts.name = name
    facts.category = category
    facts.brand = brand
    facts.price = price.map { Money($0) }
    return facts
  }

  private let catalogue = Catalogue([
    "a": facts("Green tea", "tea", brand: "Leaf", price: 5),
    "b": facts("Black tea", "tea", brand: "Leaf", price: 5),
    "c": facts("Dark coffee", "coffee", brand: "Bean", price: 8), "d": facts(""),
  ])
  private let products = IDIndex<ProductID>(["a", "b", "c", "d"])

  @Test func `is more alike the more it shares`() {
    let content = ProductContent(products, catalogue)
    #expect(abs(content.likeness(0, 0) - 1) < 1e-6)
    #expect(content.likeness(0, 1) > 0.4 && content.likeness(0, 1) < 1)
    #expect(content.likeness(0, 2) == 0 && content.likeness(0, 3) == 0)
    #expect(content.likeness(0, 1) == content.likeness(1, 0))
  }

  @Test func `finds stand-ins for a new product`() throws {
    let content = ProductContent(products, catalogue)
    let new = Self.facts("Strong black tea", "tea", brand: "Leaf", price: 5)
    #expect(content.nearest(to: new, count: 4).map(\.position) == [1, 0])
    let standIns = try #require(StandIns(for: new, among: content))
    #expect(abs(standIns.elements.reduce(0) { $0 + $1.score } - 1) < 1e-6)
    let score = standIns.score(in: [1, 3, 100, 100])
    #expect(score > 1 && score < 3)
    #expect(StandIns(for: Self.facts("sofa", "furniture"), among: content) == nil)
    #expect(StandIns(position: 2).score(in: [1, 2, 7, 4]) == 7)
  }
}

@Suite struct `What sells to newcomers` {
  /// Everybody buys bread; in France wine, elsewhere beer.
  private static let lines = (0..<60).flatMap { customer in
    [
      bought("bread", by: "c\(customer)"),
      bought(customer < 30 ? "wine" : "beer", by: "c\(customer)"),
    ]
  }

  private static let groups: CustomerGroups = {
    var groups = CustomerGroups()
    for customer in 0..<60 {
      groups.add(
        ["country": customer < 30 ? "France" : "Norway", "number": "\(customer)"],
        of: CustomerID("c\(customer)"))
    }
    return groups
  }()

  @Test func `is told by their groups`() throws {
    let log = PurchaseLog(Self.lines)
    let newcomers = try #require(
      NewcomerPopularity(log, products: log.products, groups: Self.groups))
    #expect(newcomers.groups == ["country=France", "country=Norway"])
    let scores = try #require(newcomers.scores(for: ["country=France", "unheard=of"]))
    let (beer, bread, wine) = (scores[0], scores[1], scores[2])
    #expect(bread > wine && wine > beer)
    // ½ · 100/130 · (1 + 30/(100·½ + 1)), and nobody of the group.
    #expect(abs(wine - 50.0 / 130 * (1 + 30.0 / 51)) < 1e-5 && abs(beer - 50.0 / 130) < 1e-5)
    #expect(newcomers.scores(for: ["country=Peru"]) == nil)
  }

  @Test func `is the same when read back`() throws {
    let log = PurchaseLog(Self.lines)
    let newcomers = try #require(
      NewcomerPopularity(log, products: log.products, groups: Self.groups))
    let again = try #require(try NewcomerPopularity(newcomers.arrays, products: 3))
    #expect(again.scores(for: ["country=Norway"]) == newcomers.scores(for: ["country=Norway"]))
    #expect(try NewcomerPopularity(newcomers.arrays, products: 2) == nil)
  }

  @Test func `needs groups that are large enough`() {
    let log = PurchaseLog(Self.lines)
    #expect(NewcomerPopularity(log, products: log.products, groups: CustomerGroups()) == nil)
  }
}
