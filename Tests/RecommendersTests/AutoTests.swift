import Commerce
import Compute
import Foundation
import Testing

@testable import Recommenders

@Suite struct `The search for the best recipe` {
  private let log = RecommenderShop.log

  private func model(_ auto: Auto = Auto(customers: 100), threads: Int = 1) throws -> AutoModel {
    try auto.fit(log, asOf: closingDay, environment: FitEnvironment(threads: threads))
  }

  @Test func `tells what it tried and what became of it`() throws {
    let trials = try model().trials
    let sides = Set(trials.map(\.side))
    #expect(sides.isSuperset(of: ["crowd", "habits", "customers in common", "rhythms"]))
    #expect(trials.contains { $0.verdict == .chosen })
    #expect(trials.filter { $0.verdict != .tooExpensive }.allSatisfy { $0.score != nil })
  }

  @Test func `tries less where there is less time`() throws {
    let plenty = try model().trials.filter { $0.verdict == .tooExpensive }
    let hasty = try model(Auto(minutes: 0.01, customers: 100)).trials
    #expect(plenty.isEmpty)
    #expect(hasty.count == (try model().trials.count))
    let holdOut = try #require(HoldOut(log, asOf: closingDay, seed: 1))
    let plan = AutoPlan(log, holdOut: holdOut, minutes: 0)
    #expect(plan.sides.map(\.name) == ["crowd"])
    #expect(plan.sides.first?.alternatives.count == 1)
    #expect(!plan.tooExpensive.isEmpty)
  }

  @Test func `is even where only chance could tell what to keep back`() throws {
    var generator = SeededGenerator(seed: 3)
    let log = PurchaseLog(
      (0..<60).flatMap { customer in
        (0..<8).map { _ in
          bought("p\(generator.below(12) + customer % 2 * 12)", by: "c\(customer)", order: "o")
        }
      })
    let model = try Auto(customers: 60).fit(
      log, asOf: closingDay, environment: FitEnvironment())
    #expect(model.blend.weighting == .even)
    let best = try #require(model.trials.compactMap(\.score).max())
    #expect(best > 0)
  }

  @Test func `chooses what foresees best, and keeps it when stored`() throws {
    let auto = Auto(customers: 100)
    let model = try model(auto)
    let chosen = model.trials.filter { $0.verdict == .chosen }
    #expect(chosen.map(\.configuration) == model.blend.components)
    let copy = try AutoModel(auto, from: model.arrays)
    #expect(copy.blend.weighting == model.blend.weighting)
    #expect(copy.blend.components == model.blend.components)
  }

  @Test func `is not disturbed by products that were bought only in what is kept back`() throws {
    var lines: [PurchaseLine] = []
    for customer in 0..<40 {
      for visit in 0..<5 {
        let product = "p\((customer * 7 + visit * customer) % 15)"
        lines.append(
          bought(product, by: "c\(customer)", daysAgo: 50 - 10 * visit, order: "o\(visit)"))
      }
      // A thousand new products in the newest window, which the tried models have never seen.
      for new in 0..<25 {
        lines.append(
          bought("new\(customer)-\(new)", by: "c\(customer)", daysAgo: 1, order: "latest"))
      }
    }
    let log = PurchaseLog(lines)
    let model = try Auto(customers: 40).fit(
      log, asOf: closingDay, environment: FitEnvironment(threads: 2))
    #expect(model.products.count == log.products.count)
    #expect(model.trials.contains { $0.verdict == .chosen })
  }

  @Test func `keeps its table with the model`() throws {
    let auto = Auto(customers: 100)
    let model = try model(auto)
    let copy = try AutoModel(auto, from: model.arrays)
    #expect(copy.trials == model.trials)
  }

  @Test func `stays with what it chose when it learns from more purchases`() throws {
    let earlier = log.filter { log.day(ofLine: $0) <= closingDay.advanced(by: -20) }
    let auto = Auto(customers: 100)
    let day = try #require(earlier.lastDay)
    let searched = try auto.fit(earlier, asOf: day, environment: FitEnvironment())
    let refitted = try #require(
      try searched.refitted(to: log, asOf: closingDay, environment: FitEnvironment())
        as? AutoModel)
    #expect(refitted.trials == searched.trials)
    #expect(refitted.blend.components == searched.blend.components)
    #expect(refitted.blend.weights == searched.blend.weights)
    #expect(refitted.products.count == log.products.count)
    // What it knows is the whole log: a component fitted by itself scores the same.
    let component = try #require(refitted.blend.models.first)
    let alone = try refitted.blend.components[0].fit(log, asOf: closingDay)
    let histories = Histories(log, for: alone.products)
    #expect(
      component.scores(for: 0..<3, in: histories, asOf: closingDay).elements
        == alone.scores(for: 0..<3, in: histories, asOf: closingDay).elements)
  }

  @Test func `searches again where there was nothing to search on`() throws {
    let log = PurchaseLog([bought("1", by: "a"), bought("2", by: "b"), bought("2", by: "c")])
    let model = try Auto().fit(log, asOf: closingDay, environment: FitEnvironment())
    #expect(
      try model.refitted(to: log, asOf: closingDay, environment: FitEnvironment()) == nil)
  }

  @Test func `never sees what it is judged on while it learns`() throws {
    let holdOut = try #require(HoldOut(log, asOf: closingDay, seed: 1))
    let day = try #require(holdOut.train.lastDay)
    #expect(holdOut.asOf == day)
    for (customer, truth) in zip(holdOut.customers, holdOut.truth) {
      let later = log.lines(ofCustomer: customer).filter { log.day(ofLine: $0) > day }
      #expect(Set(later.map { log.columns.product[$0] }) == Set(truth))
    }
  }

  @Test func `answers with the popular list where nothing can be kept back`() throws {
    let log = PurchaseLog([bought("1", by: "a"), bought("2", by: "b"), bought("2", by: "c")])
    let model = try Auto().fit(log, asOf: closingDay, environment: FitEnvironment())
    #expect(model.trials.map(\.verdict) == [.untested])
  }
}
