import Foundation
import Testing

@testable import Rapport

@Suite struct `The cold rows of a test` {
  private static func line(
    _ customer: String, _ product: String, day: Int32, order: String? = nil
  ) -> PurchaseLine {
    PurchaseLine(
      customer: CustomerID(customer), product: ProductID(product),
      order: OrderID(order ?? "\(customer)-\(day)"), time: Timestamp(Day(number: day)),
      amount: Money(5))
  }

  /// Even customers buy tea, odd ones coffee; then newcomers come, and a new tea and a new coffee.
  private static let train: PurchaseLog = {
    var lines: [PurchaseLine] = []
    for customer in 0..<60 {
      let kind = customer % 2 == 0 ? "tea" : "coffee"
      for visit in 0..<3 {
        let product = "\(kind)\((customer / 2 + visit) % 4)"
        lines.append(line("c\(customer)", product, day: Int32(100 + visit)))
      }
    }
    return PurchaseLog(lines)
  }()

  private static let test: PurchaseLog = {
    var lines: [PurchaseLine] = []
    for customer in 0..<60 {
      lines.append(line("c\(customer)", customer % 2 == 0 ? "new tea" : "new coffee", day: 110))
    }
    for customer in 0..<20 {
      lines.append(line("n\(customer)", customer % 2 == 0 ? "tea1" : "coffee1", day: 111))
    }
    return PurchaseLog(lines)
  }()

  private static let catalogue: Catalogue = {
    var facts: [ProductID: Catalogue.Product] = [:]
    for kind in ["tea", "coffee"] {
      for name in ["new \(kind)"] + (0..<4).map({ "\(kind)\($0)" }) {
        var product = Catalogue.Product()
        product.category = kind
        facts[ProductID(name)] = product
      }
    }
    return Catalogue(facts)
  }()

  private static let groups: CustomerGroups = {
    var groups = CustomerGroups()
    for customer in 0..<60 {
      groups.add(["club": customer % 2 == 0 ? "tea" : "coffee"], of: CustomerID("c\(customer)"))
    }
    for customer in 0..<20 {
      groups.add(["club": customer % 2 == 0 ? "tea" : "coffee"], of: CustomerID("n\(customer)"))
    }
    return groups
  }()

  private func report() throws -> EvaluationReport {
    try EvaluationReport(
      recipes: [
        Recipe(RecommenderConfiguration(.itemNeighbours)),
        Recipe(RecommenderConfiguration(.associationRules)),
      ],
      train: Self.train, test: Self.test,
      options: EvaluationOptions(cutoffs: [2], resamples: 100), catalogue: Self.catalogue,
      groups: Self.groups)
  }

  @Test func `tell new customers and old ones apart`() throws {
    let segments = try report().models[1].segments
    #expect(segments.map(\.name) == ["new customers", "2 to 4 orders"])
    #expect(segments.map(\.customers) == [20, 60])
    // Nobody could have named a product that train has never seen.
    let old = segments[1].metrics.first { $0.metric.kind == .recall }
    #expect(old?.estimate.value == 0)
  }

  @Test func `place new products before those whose taste they are`() throws {
    let models = try report().models
    let personal = try #require(models[1].newProducts)
    #expect(personal.products == 2 && personal.customers == 60 && personal.places == 1)
    #expect(personal.recall == 1 && personal.byChance == 0.5)
    // Popularity cannot tell tea drinkers from others.
    #expect(models[0].newProducts?.recall == 0.5)
  }

  @Test func `give newcomers what their groups buy`() throws {
    let test = try #require(try report().newCustomers)
    #expect(test.customers == 20 && test.groups == ["club=coffee", "club=tea"])
    let recall = RankingMetric(.recall, at: 2)
    let own = test.byGroup.first { $0.metric == recall }?.estimate.value ?? 0
    let all = test.popular.first { $0.metric == recall }?.estimate.value ?? 1
    #expect(own > all)
  }

  @Test func `set every two models against each other`() throws {
    let duels = try report().comparisons
    // Three models, three pairs, two measures.
    #expect(duels.count == 6)
    for duel in duels {
      #expect(duel.comparison.difference.value >= 0)
      #expect(duel.adjustedPValue >= duel.comparison.pValue)
    }
    #expect(ModelDuel.holm([0.01, 0.04, 0.03]) == [0.03, 0.06, 0.06])
  }

  @Test func `are read by programs`() throws {
    let data = try JSONEncoder().encode(report())
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let models = try #require(json["models"] as? [[String: Any]])
    #expect(models[1]["segments"] is [Any] && models[1]["newProducts"] is [String: Any])
    #expect(json["newCustomers"] is [String: Any] && json["comparisons"] is [Any])
  }

  @Test func `say that a planted leak is one`() throws {
    let planted = PurchaseLog(
      [Self.line("c0", "new tea", day: 110)]
        + (0..<60).map { Self.line("c\($0)", "tea0", day: 100) })
    let leaks = Leak.search(
      train: planted, test: Self.test, lastTrainDay: Day(number: 102))
    #expect(leaks.map(\.code) == ["leak-train-after-split", "leak-shared-orders"])
    let split = TemporalSplit(
      PurchaseLog([Self.line("c0", "a", day: 102), Self.line("c0", "b", day: 103)]),
      after: Day(number: 102))
    #expect(split.leaks.isEmpty)
  }
}
