import CKernels
import Commerce
import Compute
import Evaluation
import Foundation
import Testing

@testable import Recommenders

@Suite struct `Views of a score` {
  @Test func `are the same in the kernel and in its twin`() {
    var generator = SeededGenerator(seed: 9)
    let row = AlignedBuffer<Float>(repeating: 0, count: 1003)
    for i in 0..<row.count { row.pointer[i] = Float(generator.normal() * exp(generator.normal())) }
    row.pointer[0] = 0
    let weights: [Float] = [0.3, -0.7, 1.1, 0.4]
    let sums = AlignedBuffer<Float>(repeating: 2, count: row.count)
    let unit = ScoreTransform.unit(
      ofLargest: ScoreTransform.largest(row.pointer, count: row.count))
    #expect(unit == 1 / (row.elements.max() ?? 0))
    ScoreTransform.add(
      row.pointer, count: row.count, unit: unit, scale: 0.2, weights: weights[...],
      to: sums.pointer)
    for i in 0..<row.count {
      let expected =
        2
        + ScoreTransform.value(row.pointer[i], unit: unit, scale: 0.2, weights: weights[...])
      #expect(abs(sums.pointer[i] - expected) < 2e-5, "score \(row.pointer[i])")
    }
  }

  @Test func `can be measured by the spread of what is new to the customer`() {
    let row = AlignedBuffer<Float>([100, 1, 2, 3, -50], padding: 0)
    // Without the first and the last: 1, 2, 3 with a variance of 2/3.
    let unit = ScoreTransform.unit(ofDeviation: row.pointer, count: 5, without: [0, 4])
    #expect(abs(unit - Float(1.5).squareRoot()) < 1e-3)
    let alike = AlignedBuffer<Float>([4, 4, 4], padding: 0)
    #expect(ScoreTransform.unit(ofDeviation: alike.pointer, count: 3, without: []) == 0)
  }

  @Test func `of nothing are finite`() {
    let unit = ScoreTransform.unit(ofLargest: 0)
    let views = ScoreTransform.views(-3, unit: unit, scale: 1)
    #expect(views.0 == 0 && views.1 == 0 && views.2.isFinite && views.3 == 0)
  }
}

@Suite struct `A hold-out` {
  @Test func `is the newest window of a dated log`() throws {
    let log = RecommenderShop.log
    let holdOut = try #require(HoldOut(log, asOf: closingDay, seed: 1))
    #expect(holdOut.kind == .newestWindow)
    let last = try #require(holdOut.train.lastDay)
    #expect(holdOut.asOf == last)
    #expect(last < (try #require(log.lastDay)))
  }

  @Test func `is the last basket where orders have no dates`() throws {
    let log = PurchaseLog([
      bought("1", by: "a", order: "9"), bought("2", by: "a", order: "10"),
      bought("1", by: "b", order: "1"),
    ])
    let holdOut = try #require(HoldOut(log, asOf: closingDay, seed: 1))
    #expect(holdOut.kind == .lastBasket)
    #expect(holdOut.customers == [0])
    #expect(holdOut.truth == [[1]])
    #expect(holdOut.train.count == 2)
  }

  @Test func `is a seeded fifth where there are neither dates nor orders`() throws {
    let log = PurchaseLog(
      (0..<10).flatMap { customer in
        (0..<10).map { bought("p\(($0 + customer) % 15)", by: "c\(customer)", order: "o") }
      })
    let holdOut = try #require(HoldOut(log, asOf: closingDay, seed: 1))
    #expect(holdOut.kind == .randomProducts)
    #expect(holdOut.truth.allSatisfy { $0.count == 2 })
    #expect(holdOut.train.count == 80)
    #expect(HoldOut(log, asOf: closingDay, seed: 1)?.truth == holdOut.truth)
    #expect(HoldOut(log, asOf: closingDay, seed: 2)?.truth != holdOut.truth)
  }

  @Test func `is not there where everybody bought one thing`() {
    let log = PurchaseLog([bought("1", by: "a"), bought("2", by: "b")])
    #expect(HoldOut(log, asOf: closingDay, seed: 1) == nil)
  }
}

@Suite struct `A blend` {
  /// Customers repeat their own two products; only habits know which.
  private let log: PurchaseLog = {
    var generator = SeededGenerator(seed: 21)
    var lines: [PurchaseLine] = []
    for customer in 0..<120 {
      let favourites = (0..<2).map { _ in generator.below(40) }
      for visit in 0..<6 {
        for product in favourites {
          lines.append(
            bought(
              "p\(product)", by: "c\(customer)", daysAgo: 60 - 10 * visit, order: "o\(visit)"))
        }
        let coloured = 2 * generator.below(20) + customer % 2
        lines.append(
          bought(
            "p\(coloured)", by: "c\(customer)", daysAgo: 60 - 10 * visit, order: "o\(visit)"))
      }
    }
    return PurchaseLog(lines)
  }()

  @Test func `learns to trust habits more than the crowd`() throws {
    let habits = RecommenderConfiguration.nextBasket(
      NextBasket(basketDecay: 1, popularityWeight: 0))
    let crowd = RecommenderConfiguration.popularity(Popularity())
    let blend = try Blend([crowd, habits]).fit(
      log, asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(log, for: blend.products)
    let ranker = Ranker(blend, eligibility: Eligibility(alreadyBought: .allow))
    let counts = PurchaseStrength(.orders).matrix(
      of: histories.log, customers: 0..<histories.customers.count, asOf: closingDay)
    for customer in 0..<histories.customers.count {
      let best = counts.entries(ofRow: customer).map { counts.values[$0] }.max() ?? 0
      let first = ranker.list(for: customer, in: histories, asOf: closingDay, count: 1)[0]
      let row = counts.entries(ofRow: customer)
        .first { Int(counts.indices[$0]) == first.position }.map { counts.values[$0] }
      #expect((row ?? 0) >= best - 2)
    }
  }

  @Test func `adds evenly what was divided by its spread`() throws {
    let parts: [RecommenderConfiguration] = [.randomWalk(RandomWalk()), .popularity(Popularity())]
    let blend = try Blend(parts, weighting: .even).fit(
      log, asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(log, for: blend.products)
    func scores(_ model: any RecommenderModel) -> [Double] {
      model.scores(for: 0..<1, in: histories, asOf: closingDay).elements.map { Double($0) }
    }
    let known = Set(histories.log.productsBought(byCustomer: 0))
    var expected = [Double](repeating: 0, count: blend.products.count)
    for part in parts {
      let own = scores(try part.fit(log, asOf: closingDay))
      let new = own.indices.filter { !known.contains(Int32($0)) }.map { own[$0] }
      let mean = new.reduce(0, +) / Double(new.count)
      let spread = (new.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(new.count))
        .squareRoot()
      for i in expected.indices { expected[i] += spread > 0 ? own[i] / spread : 0 }
    }
    for (found, wanted) in zip(scores(blend), expected) where wanted > 0 {
      #expect(abs(found - wanted) < 1e-3 * max(1, wanted))
    }
  }

  @Test func `reads its components from a recipe and offers the nearest key`() throws {
    let json = #"{"algorithm": "blend", "components": [{"algorithm": "popularity"}]}"#
    let recipe = try JSONDecoder().decode(Recipe.self, from: Data(json.utf8))
    #expect(recipe.configuration == .blend(Blend([.popularity(Popularity())])))
    let wrong = #"{"algorithm": "blend", "components": [{"algorithm": "spectral", "factor": 3}]}"#
    #expect(
      throws: RecipeError.unknownKey(key: "factor", algorithm: "spectral", suggestion: "factors")
    ) { try JSONDecoder().decode(Recipe.self, from: Data(wrong.utf8)) }
  }
}

@Suite struct `A choice of regularisation` {
  /// Lists with one telling feature and many that say nothing.
  private func lists(
    _ count: Int, telling weight: Double, seed: UInt64
  ) -> [ListwiseRegression.List] {
    ListwiseRegression.List.telling(weight, count: count, features: 30, seed: seed)
  }

  private func strength(_ lists: [ListwiseRegression.List]) -> Double {
    RegularisationChoice(features: 30, facts: 1).strength(
      for: [lists], parallel: Parallel(threads: 2))
  }

  @Test func `holds weights nearer zero where few customers speak`() {
    let few = strength(lists(60, telling: 2, seed: 4))
    let many = strength(lists(3000, telling: 2, seed: 4))
    #expect(few > many, "\(few) of 60 lists, \(many) of 3,000")
  }

  @Test func `holds them nearest where nothing tells`() {
    #expect(strength(lists(200, telling: 0, seed: 5)) == RegularisationChoice.strengths[0])
  }

  @Test func `does without a look where there is next to nothing to look at`() {
    #expect(strength(lists(10, telling: 2, seed: 6)) == 0.1)
  }
}
