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

  @Test func `say why in the words of the rule`() throws {
    let model = try model()
    let histories = Histories(Self.log, for: model.products)
    let jam = try #require(model.products.position(of: "jam"))
    let reasons = model.reasons(for: jam, customer: 0, in: histories, asOf: closingDay, count: 1)
    #expect(
      reasons.map { $0.sentence(Catalogue()) } == [
        "because you bought bread on 17 January 2011; 60 % of baskets with it also have this, "
          + "2.0 × usual"
      ])
  }

  @Test(arguments: [2, 3]) func `use no rule that is likely to be chance`(length: Int) throws {
    // Candles and string meet three times in sixty baskets of their own; that is above chance, barely.
    var lines: [PurchaseLine] = []
    for order in 0..<60 {
      let day = 10 + order
      if order % 4 == 0 { lines.append(bought("candle", by: "a", daysAgo: day, order: "\(order)")) }
      if order % 5 == 0 { lines.append(bought("string", by: "a", daysAgo: day, order: "\(order)")) }
      if order < 20 {
        lines.append(bought("bread", by: "b", daysAgo: day, order: "\(order)"))
        lines.append(bought("jam", by: "b", daysAgo: day, order: "\(order)"))
      } else if order < 50 {
        lines.append(bought("soap", by: "c", daysAgo: day, order: "\(order)"))
      }
    }
    let log = PurchaseLog(lines)
    func sides(_ significance: Double) throws -> Set<[String]> {
      var algorithm = RuleRecommender()
      algorithm.significance = significance
      algorithm.maximumLength = length
      let model = try algorithm.fit(log, asOf: closingDay, environment: FitEnvironment())
      return Set(
        try ["candle", "bread"].flatMap { id in
          try #require(model.similar(to: ProductID(id), count: 5)).map { [id, $0.product.text] }
        })
    }
    #expect(try sides(1) == [["bread", "jam"], ["candle", "string"]])
    #expect(try sides(0.05) == [["bread", "jam"]])
  }

  @Test func `use no rule that a simpler one makes redundant`() throws {
    // Butter brings jam as surely without bread as with it.
    var lines: [PurchaseLine] = []
    for order in 0..<40 {
      let products = order < 20 ? ["butter", "jam", "bread"] : ["soap", "bread"]
      for product in order % 2 == 0 ? products : Array(products.prefix(2)) where order != 39 {
        lines.append(bought(product, by: "a", daysAgo: 3 + order, order: "\(order)"))
      }
    }
    var algorithm = RuleRecommender()
    algorithm.maximumLength = 3
    let model = try algorithm.fit(
      PurchaseLog(lines), asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(PurchaseLog(lines), for: model.products)
    let jam = try #require(model.products.position(of: "jam"))
    let reasons = model.reasons(for: jam, customer: 0, in: histories, asOf: closingDay, count: 5)
    #expect(reasons.map(\.kind) == ["bought-together"])
  }

  @Test func `leave out rules too near to chance`() throws {
    // Bread and butter have lift 4/3 with each other, and 2 with jam.
    #expect(try model().ruleCount == 6)
    #expect(try model { $0.minimumLift = 1.5 }.ruleCount == 4)
    let similar = try #require(try model().similar(to: ProductID("beer"), count: 5))
    #expect(similar.isEmpty)
  }
}
