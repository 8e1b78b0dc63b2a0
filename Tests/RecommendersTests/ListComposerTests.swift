import Commerce
import Recommenders
import Testing

@Suite struct `The shape of a list` {
  private let log = PurchaseLog(
    (0..<6).flatMap { product in
      (0...(6 - product)).map { bought("p\(product)", by: "c\($0)", order: "\(product)") }
    })

  /// Three teas first, then coffees; the dearest to the shop come last.
  private let catalogue: Catalogue = {
    var facts: [ProductID: Catalogue.Product] = [:]
    for number in 0..<6 {
      var product = Catalogue.Product()
      product.name = number < 3 ? "green tea" : "dark coffee"
      product.category = number < 3 ? "tea" : "coffee"
      product.price = Money(10)
      product.cost = number == 5 ? nil : Money(10) - Money(1) * number
      facts[ProductID("p\(number)")] = product
    }
    return Catalogue(facts)
  }()

  private func products(
    count: Int = 6, chances: [Double]? = nil, _ change: (inout ListShape) -> Void
  ) throws -> [String] {
    var shape = ListShape()
    change(&shape)
    let model = try Popularity().fit(log, asOf: closingDay, environment: FitEnvironment())
    let candidates = Ranker(model, eligibility: Eligibility(alreadyBought: .allow))
      .list(for: 0, in: Histories(log, for: model.products), asOf: closingDay, count: 6)
    let composer = ListComposer(shape, model: model, catalogue: catalogue)
    return composer.places(candidates, chances: chances, count: count)
      .map { candidates[$0].product.text }
  }

  @Test func `is the ranking where nothing is asked`() throws {
    #expect(try products(count: 4) { _ in } == ["p0", "p1", "p2", "p3"])
  }

  @Test func `caps each category`() throws {
    #expect(try products { $0.perCategory = 1 } == ["p0", "p3"])
    #expect(try products(count: 4) { $0.perCategory = 2 } == ["p0", "p1", "p3", "p4"])
  }

  @Test func `brings in variety`() throws {
    let varied = try products { $0.diversity = 0.6 }
    #expect(varied.prefix(2) == ["p0", "p3"])
    #expect(Set(varied).count == 6)
  }

  @Test func `goes by expected margin, unknown ones being the median`() throws {
    // Margins 0, 1, 2, 3, 4 and, unknown, their median 2; equal chances.
    let chances = [Double](repeating: 0.1, count: 6)
    let ranked = try products(chances: chances) { $0.value = .margin }
    #expect(ranked == ["p4", "p3", "p2", "p5", "p1", "p0"])
    let likely = [0.9, 0.9, 0.1, 0.1, 0.1, 0.1]
    #expect(try products(chances: likely) { $0.value = .margin }.first == "p1")
  }
}
