import Commerce
import Compute
import Foundation
import Testing

@testable import Recommenders

@Suite struct `The search for the best recipe` {
  private let log = `Every recommender`.log

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
    let facts = try #require(HoldOut(log, asOf: closingDay, seed: 1))
    let plan = AutoPlan(log, holdOut: facts, minutes: 0)
    #expect(plan.sides.isEmpty || !plan.tooExpensive.isEmpty)
  }

  @Test func `keeps its table with the model`() throws {
    let auto = Auto(customers: 100)
    let model = try model(auto)
    let copy = try AutoModel(auto, from: model.arrays)
    #expect(copy.trials == model.trials)
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
