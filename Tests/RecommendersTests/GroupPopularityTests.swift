import Commerce
import Compute
import Testing

@testable import Recommenders

@Suite struct `Popularity by group` {
  /// Two hundred customers of two clubs; each buys a new product of its club at every visit.
  ///
  /// Nobody buys anything twice, and products are drawn evenly, so that only the club tells what comes next.
  private static let log: PurchaseLog = {
    var generator = SeededGenerator(seed: 31)
    var lines: [PurchaseLine] = []
    for customer in 0..<200 {
      let own = (0..<30).map { $0 + 30 * (customer % 2) }.shuffled(using: &generator)
      let strange = (0..<30).map { $0 + 30 * (1 - customer % 2) }.shuffled(using: &generator)
      for visit in 0..<4 {
        let product = visit == 0 ? strange[0] : own[visit]
        lines.append(
          bought(
            "p\(product)", by: "c\(customer)", daysAgo: 40 - 10 * visit, order: "o\(visit)"))
      }
    }
    return PurchaseLog(lines)
  }()

  private static let groups: CustomerGroups = {
    var groups = CustomerGroups()
    for customer in 0..<200 {
      groups.add(
        ["club": customer % 2 == 0 ? "tea" : "coffee", "town": "T\(customer % 3)"],
        of: CustomerID("c\(customer)"))
    }
    return groups
  }()

  private static let environment: FitEnvironment = {
    var environment = FitEnvironment()
    environment.groups = groups
    return environment
  }()

  private func model() throws -> GroupPopularityModel {
    try GroupPopularity().fit(Self.log, asOf: closingDay, environment: Self.environment)
  }

  private func histories(_ model: any RecommenderModel) -> Histories {
    Histories(Self.log, for: model.products, groups: Self.groups)
  }

  @Test func `scores as newcomers of the same groups are scored`() throws {
    let model = try model()
    let twin = try #require(
      NewcomerPopularity(
        try Self.log.forTraining(asOf: closingDay), products: model.products, groups: Self.groups))
    let histories = histories(model)
    let scores = model.scores(for: 0..<6, in: histories, asOf: closingDay)
    for customer in 0..<6 {
      let names = Self.groups.names(of: histories.customers[customer])
      let expected = try #require(twin.scores(for: names))
      for (product, score) in expected.enumerated() {
        #expect(abs(scores[customer, product] - score) < 1e-5 * max(1, score))
      }
    }
  }

  @Test func `is popularity for those of whom nothing is known`() throws {
    let model = try model()
    let scores = model.scores(
      for: 0..<1, in: Histories(Self.log, for: model.products), asOf: closingDay)
    #expect(scores.elements.elementsEqual(model.popularity.counts.elements))
    let ungrouped = try GroupPopularity().fit(
      Self.log, asOf: closingDay, environment: FitEnvironment())
    #expect(ungrouped.groups == nil)
  }

  @Test func `names the group as the reason`() throws {
    let model = try model()
    let histories = histories(model)
    let customer = try #require(histories.customers.position(of: "c0"))
    let product = try #require(model.products.position(of: "p3"))
    let reasons = model.reasons(
      for: product, customer: customer, in: histories, asOf: closingDay, count: 1)
    guard case .popularAmong(let group, let share, let lift) = try #require(reasons.first) else {
      Issue.record("Another reason: \(reasons)")
      return
    }
    #expect(group == "club=tea" && share > 0.02 && lift > 1.05)
    #expect(
      reasons[0].sentence(Catalogue()).hasPrefix("popular with customers like you (club tea)"))
  }

  @Test func `answers the same after it was stored`() throws {
    let model = try model()
    let copy = try GroupPopularityModel(model.configuration, from: model.arrays)
    let histories = histories(model)
    #expect(
      copy.scores(for: 0..<9, in: histories, asOf: closingDay).elements
        == model.scores(for: 0..<9, in: histories, asOf: closingDay).elements)
  }

  @Test func `has its say in a blend where only the group tells what comes next`() throws {
    let parts: [RecommenderConfiguration] = [
      .popularity(Popularity()), .groupPopularity(GroupPopularity()),
    ]
    let blend = try Blend(parts).fit(Self.log, asOf: closingDay, environment: Self.environment)
    #expect(blend.looksAtGroups)
    func share(_ histories: Histories) -> Double {
      let lists = Ranker(blend).lists(
        for: 0..<histories.customers.count, in: histories, asOf: closingDay, count: 5)
      var own = 0
      for customer in lists.customers {
        let club = Int(histories.customers[customer].text.dropFirst()).map { $0 % 2 } ?? 0
        for item in lists[customer] {
          let number = Int(item.product.text.dropFirst()) ?? 0
          own += number / 30 == club ? 1 : 0
        }
      }
      return Double(own) / Double(5 * histories.customers.count)
    }
    // By chance half of a list would be of the customer's own club.
    #expect(share(histories(blend)) > 0.8)
    #expect(share(Histories(Self.log, for: blend.products)) < 0.7)
  }

  @Test func `is one of the sides of the search where customers are known`() throws {
    let model = try Auto(customers: 200).fit(
      Self.log, asOf: closingDay, environment: Self.environment)
    #expect(model.trials.contains { $0.configuration == .groupPopularity(GroupPopularity()) })
    let blind = try Auto(customers: 200).fit(
      Self.log, asOf: closingDay, environment: FitEnvironment())
    #expect(!blind.trials.contains { $0.configuration == .groupPopularity(GroupPopularity()) })
  }
}
