import Commerce
import Compute
import Recommenders
import Testing

/// The laws that every configuration keeps, whatever it learns.
@Suite struct `Every recommender` {
  /// The built-in recipes, small enough for a shop of a dozen products.
  static let configurations: [RecommenderConfiguration] = Algorithm.allCases.map {
    configuration in
    var small = RecommenderConfiguration(configuration)
    if case .implicitALS(var als) = small {
      als.factors = 2  // one a colour of the checkerboard
      small = .implicitALS(als)
    }
    if case .spectral(var spectral) = small {
      spectral.factors = 2
      small = .spectral(spectral)
    }
    return small
  }

  /// Whether an algorithm has no means to learn from other customers whom a product suits.
  static func isImpersonal(_ configuration: RecommenderConfiguration) -> Bool {
    // Attributes know nothing without a catalogue, groups nothing without facts of customers.
    [.popularity, .nextBasket, .attributes, .groupPopularity].contains(configuration.algorithm)
  }

  /// A shop with tastes, repeats, a return, an anonymous basket and a customer of one purchase.
  static let lines: [PurchaseLine] = {
    var generator = SeededGenerator(seed: 5)
    var lines: [PurchaseLine] = []
    for customer in 0..<30 {
      for visit in 0..<4 {
        let order = "o\(visit)"
        for _ in 0..<2 {
          let product = generator.below(6) + (customer % 2) * 6
          lines.append(
            bought("p\(product)", by: "c\(customer)", daysAgo: 40 - 9 * visit, order: order))
        }
      }
    }
    lines.append(bought("p3", by: "c7", daysAgo: 1, order: "return", quantity: -1))
    lines.append(bought("p1", by: nil, daysAgo: 2, order: "till"))
    lines.append(bought("p2", by: nil, daysAgo: 2, order: "till"))
    lines.append(bought("p11", by: "single", daysAgo: 3))
    return lines
  }()

  static let log = PurchaseLog(lines)

  private func model(
    _ configuration: RecommenderConfiguration, _ log: PurchaseLog = log, threads: Int = 1
  ) throws -> any StoredModel {
    try configuration.fit(
      log, asOf: closingDay, environment: FitEnvironment(threads: threads))
  }

  private func scores(_ model: any RecommenderModel, _ log: PurchaseLog = log) -> Matrix {
    let histories = Histories(log, for: model.products)
    return model.scores(for: 0..<log.customers.count, in: histories, asOf: closingDay)
  }

  @Test(arguments: configurations)
  func `scores every product of every customer with a finite number`(
    configuration: RecommenderConfiguration
  ) throws {
    let model = try model(configuration)
    let scores = scores(model)
    #expect(scores.rows == Self.log.customers.count)
    #expect(scores.columns == model.products.count)
    #expect(scores.elements.allSatisfy { $0.isFinite })
  }

  @Test(arguments: configurations)
  func `answers the same for one customer as for many`(
    configuration: RecommenderConfiguration
  ) throws {
    let model = try model(configuration)
    let all = scores(model)
    for customer in 0..<Self.log.customers.count {
      let alone = scores(model, Self.log.selecting([customer]))
      for product in 0..<all.columns {
        #expect(abs(alone[0, product] - all[customer, product]) <= 1e-4)
      }
    }
  }

  @Test(arguments: configurations)
  func `ranks distinct eligible products, best first, ties by id`(
    configuration: RecommenderConfiguration
  ) throws {
    let model = try model(configuration)
    let histories = Histories(Self.log, for: model.products)
    let scores = scores(model)
    let lists = Ranker(model).lists(
      for: 0..<histories.customers.count, in: histories, asOf: closingDay, count: 5)
    for customer in lists.customers {
      let bought = Set(
        histories.log.lines(ofCustomer: customer).map { Int(histories.log.columns.product[$0]) })
      let expected = (0..<model.products.count).filter { !bought.contains($0) }
        .sorted { a, b in (scores[customer, a], b) > (scores[customer, b], a) }.prefix(5)
      #expect(lists[customer].map(\.rank) == Array(1...5))
      let found = lists[customer].map(\.position)
      // Fast paths may order products whose scores agree to the last bit or two differently.
      for (mine, theirs) in zip(found, expected) where mine != theirs {
        #expect(abs(scores[customer, mine] - scores[customer, theirs]) < 1e-5)
      }
      #expect(bought.isDisjoint(with: found))
      #expect(Set(found).count == 5)
    }
  }

  @Test(arguments: configurations)
  func `is not changed by the order of the lines`(
    configuration: RecommenderConfiguration
  ) throws {
    var generator = SeededGenerator(seed: 11)
    let shuffled = PurchaseLog(Self.lines.shuffled(using: &generator))
    let (expected, found) = (try model(configuration), try model(configuration, shuffled))
    #expect(scores(found).elements == scores(expected).elements)
  }

  @Test(arguments: configurations)
  func `is not changed by the number of threads`(
    configuration: RecommenderConfiguration
  ) throws {
    let one = try model(configuration).arrays
    let two = try model(configuration, threads: 2).arrays
    for name in one.floats.keys.sorted() {
      #expect(
        one.floats[name].map { Array($0.elements) } == two.floats[name].map { Array($0.elements) },
        "\(name)")
    }
    for name in one.integers.keys.sorted() {
      #expect(
        one.integers[name].map { Array($0.elements) }
          == two.integers[name].map { Array($0.elements) }, "\(name)")
    }
  }

  @Test(arguments: configurations)
  func `answers the same after it was stored`(
    configuration: RecommenderConfiguration
  ) throws {
    let model = try model(configuration)
    let copy = try reloaded(model, configuration)
    #expect(copy.products == model.products)
    #expect(scores(copy).elements == scores(model).elements)
  }

  @Test(arguments: configurations)
  func `refuses arrays that do not belong together`(
    configuration: RecommenderConfiguration
  ) throws {
    var arrays = try model(configuration).arrays
    arrays.set("products", ["p1"])
    #expect(throws: ModelArraysError.self) { try configuration.load(from: arrays) }
    #expect(throws: ModelArraysError.missing(array: "products")) {
      try configuration.load(from: ModelArrays())
    }
  }

  @Test(arguments: configurations)
  func `ignores products it has never seen`(
    configuration: RecommenderConfiguration
  ) throws {
    let model = try model(configuration)
    let more = PurchaseLog(
      Self.lines + [bought("new", by: "c1", daysAgo: 0), bought("newer", by: "c2", daysAgo: 0)])
    #expect(scores(model, more).elements == scores(model).elements)
  }

  @Test(arguments: configurations)
  func `learns nothing from after its day`(configuration: RecommenderConfiguration) throws {
    let later =
      Self.lines + [
        PurchaseLine(
          customer: "c1", product: "p9", time: Timestamp(closingDay.advanced(by: 1)), quantity: 500)
      ]
    let (expected, found) = (
      try model(configuration), try model(configuration, PurchaseLog(later))
    )
    #expect(scores(found).elements == scores(expected).elements)
  }

  @Test(arguments: configurations)
  func `gives strangers the popular list`(configuration: RecommenderConfiguration) throws {
    let model = try model(configuration)
    let stranger = PurchaseLog([bought("unheard of", by: "stranger")])
    let popular = try Popularity().fit(
      Self.log, asOf: closingDay, environment: FitEnvironment())
    func list(_ model: any RecommenderModel) -> [ProductID] {
      Ranker(model).list(
        for: 0, in: Histories(stranger, for: model.products), asOf: closingDay, count: 6
      ).map(\.product)
    }
    #expect(list(model) == list(popular))
  }

  @Test(arguments: configurations)
  func `gives a reason for every product of every list`(
    configuration: RecommenderConfiguration
  ) throws {
    let model = try model(configuration)
    let explaining = try #require(model as? any ExplainingModel)
    let histories = Histories(Self.log, for: model.products)
    let lists = Ranker(model).lists(
      for: 0..<histories.customers.count, in: histories, asOf: closingDay, count: 5)
    for customer in lists.customers {
      for item in lists[customer] {
        let reasons = explaining.reasons(
          for: item.position, customer: customer, in: histories, asOf: closingDay, count: 2)
        #expect((1...2).contains(reasons.count))
        #expect(reasons.allSatisfy { !$0.sentence(Catalogue()).isEmpty })
      }
      let together = explaining.reasons(
        for: lists[customer].map(\.position), customer: customer, in: histories, asOf: closingDay,
        count: 2)
      #expect(
        together
          == lists[customer].map {
            explaining.reasons(
              for: $0.position, customer: customer, in: histories, asOf: closingDay, count: 2)
          })
    }
  }

  @Test(arguments: configurations.filter { !isImpersonal($0) })
  func `finds what the checkerboard withholds`(configuration: RecommenderConfiguration) throws {
    let log = checkerboard(size: 16)
    let model = try model(configuration, log)
    let histories = Histories(log, for: model.products)
    let lists = Ranker(model).lists(
      for: 0..<16, in: histories, asOf: closingDay, count: 1)
    for customer in 0..<16 { #expect(lists[customer].first?.position == customer) }
  }
}
