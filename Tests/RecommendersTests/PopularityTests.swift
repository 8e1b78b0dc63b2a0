import Commerce
import Compute
import Recommenders
import Testing

@Suite struct `A popularity model` {
  private let log = PurchaseLog([
    bought("9", by: "a", daysAgo: 20), bought("9", by: "b", daysAgo: 20),
    bought("10", by: "a", daysAgo: 0), bought("2", by: "b", daysAgo: 10, quantity: 50),
    bought("2", by: nil, daysAgo: 5, order: "till"),
    bought("2", by: nil, daysAgo: 5, order: "till"),
  ])

  private func counts(_ algorithm: Popularity, asOf: Day = closingDay) throws -> [Float] {
    let model = try algorithm.fit(log, asOf: asOf, environment: FitEnvironment())
    let histories = Histories(log, for: model.products)
    return model.scores(for: 0..<1, in: histories, asOf: asOf).elements
  }

  @Test func `counts orders, not units, lines or customers`() throws {
    // Products ascend as numbers: 2, 9, 10.
    #expect(try counts(Popularity()) == [2, 2, 1])
  }

  @Test func `forgets by half after a half-life`() throws {
    #expect(try counts(Popularity(halfLifeDays: 10)) == [0.5 + Float(0.5).squareRoot(), 0.5, 1])
  }

  @Test func `knows nothing of what was bought after its day`() throws {
    #expect(try counts(Popularity(), asOf: closingDay.advanced(by: -10)) == [1, 2])
  }

  @Test func `breaks ties by ascending product id`() throws {
    let model = try Popularity().fit(log, asOf: closingDay, environment: FitEnvironment())
    let list = Ranker(model, eligibility: Eligibility(alreadyBought: .allow))
      .list(for: 0, in: Histories(log, for: model.products), asOf: closingDay, count: 3)
    #expect(list.map(\.product) == ["2", "9", "10"])
    #expect(list.map(\.rank) == [1, 2, 3])
  }

  @Test func `gives its share of orders as the reason`() throws {
    let model = try Popularity().fit(log, asOf: closingDay, environment: FitEnvironment())
    let reasons = model.reasons(
      for: 0, customer: 0, in: Histories(log, for: model.products), asOf: closingDay, count: 3)
    #expect(reasons == [.popular(share: 0.4)])
    #expect(reasons.first?.sentence(Catalogue()) == "popular: in 40 % of all orders")
  }

  @Test func `cannot be learned from nothing`() {
    #expect(throws: FittingError.noPurchases(asOf: closingDay)) {
      try Popularity().fit(PurchaseLog([]), asOf: closingDay, environment: FitEnvironment())
    }
  }
}
