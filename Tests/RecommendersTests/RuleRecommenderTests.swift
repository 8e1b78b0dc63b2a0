import BasketAnalysis
import Commerce
import Compute
import Testing

@testable import Recommenders

@Suite struct `Association rules as a recommender` {
  /// Bread and butter nearly always bring jam; beer has nothing to do with it.
  private static let log: PurchaseLog = {
    var lines: [PurchaseLine] = []
    for customer in 0..<20 {
      let id = "\(customer)"
      for product in ["bread", "butter"] {
        lines.append(bought(product, by: id, daysAgo: 30, order: "1"))
      }
      if customer > 0 && customer < 19 {
        lines.append(bought("jam", by: id, daysAgo: 30, order: "1"))
      }
      lines.append(bought("beer", by: id, daysAgo: 20, order: "2"))
      lines.append(bought(customer % 2 == 0 ? "bread" : "butter", by: id, daysAgo: 9, order: "3"))
    }
    return PurchaseLog(lines)
  }()

  private func model(_ change: (inout RuleRecommender) -> Void = { _ in }) throws -> RuleModel {
    var algorithm = RuleRecommender()
    change(&algorithm)
    return try algorithm.fit(Self.log, asOf: closingDay, environment: FitEnvironment())
  }

  @Test func `recommend what completes the basket, and say why`() throws {
    let model = try model()
    let histories = Histories(Self.log, for: model.products)
    let list = Ranker(model).list(for: 0, in: histories, asOf: closingDay, count: 1)
    #expect(list.map(\.product) == ["jam"])
    let reasons = model.reasons(
      for: list[0].position, customer: 0, in: histories, asOf: closingDay, count: 1)
    // 18 of the 30 baskets with bread have jam, as have 18 of all 60.
    #expect(
      reasons == [
        .boughtTogether(
          product: "bread", on: closingDay.advanced(by: -9), confidence: 0.6, lift: 2,
          unit: .baskets)
      ])
  }

  @Test func `may have several products on the left`() throws {
    let model = try model { $0.maximumLength = 3 }
    let histories = Histories(Self.log, for: model.products)
    let jam = try #require(model.products.position(of: "jam"))
    let reasons = model.reasons(
      for: jam, customer: 0, in: histories, asOf: closingDay, count: 1)
    #expect(reasons == [.rule(if: ["bread", "butter"], confidence: 0.9, lift: 3)])
  }

  @Test func `apply to recent purchases only where asked`() throws {
    let model = try model {
      $0.maximumLength = 3
      $0.withinDays = 10
    }
    let histories = Histories(Self.log, for: model.products)
    let jam = try #require(model.products.position(of: "jam"))
    let reasons = model.reasons(
      for: jam, customer: 0, in: histories, asOf: closingDay, count: 5)
    #expect(reasons.count == 1)
    #expect(reasons.first?.kind == "bought-together")
  }

  @Test func `leave out rules too near to chance`() throws {
    // Bread and butter have lift 4/3 with each other, and 2 with jam.
    #expect(try model().ruleCount == 6)
    #expect(try model { $0.minimumLift = 1.5 }.ruleCount == 4)
    let similar = try #require(try model().similar(to: ProductID("beer"), count: 5))
    #expect(similar.isEmpty)
  }
}
