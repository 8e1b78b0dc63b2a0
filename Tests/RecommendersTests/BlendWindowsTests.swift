import Commerce
import Compute
import Foundation
import Testing

@testable import Recommenders

@Suite struct `Several windows to learn weights from` {
  /// Visits every ten days, each customer on days of their own, for a number of days back.
  private func shop(days: Int, customers: (_ daysAgo: Int) -> Int = { _ in 60 }) -> PurchaseLog {
    PurchaseLog(
      stride(from: 0, to: days, by: 10).flatMap { daysAgo in
        (0..<customers(daysAgo)).map { customer in
          bought(
            "p\((customer + daysAgo) % 17)", by: "c\(customer)", daysAgo: daysAgo + customer % 10,
            order: "o\(daysAgo)-\(customer)")
        }
      })
  }

  @Test func `go back in time, none of them knowing anything of a later one`() throws {
    let log = shop(days: 360)
    let newest = try #require(HoldOut(log, asOf: closingDay, seed: 1))
    let windows = newest.withEarlier(3, seed: 1)
    #expect(windows.count == 3)
    #expect(windows.first?.asOf == newest.asOf)
    for (later, earlier) in zip(windows, windows.dropFirst()) {
      #expect(earlier.asOf < later.asOf)
      #expect(try #require(earlier.train.lastDay) <= earlier.asOf)
      #expect(earlier.train.count < later.train.count)
    }
  }

  @Test func `are not taken from a time when the shop was young`() throws {
    let log = shop(days: 360) { $0 > 60 ? 5 : 60 }
    let newest = try #require(HoldOut(log, asOf: closingDay, seed: 1))
    #expect(newest.withEarlier(5, seed: 1).count < 4)
  }

  @Test func `are one where there are no dates`() throws {
    let log = PurchaseLog(
      (0..<20).flatMap { customer in
        (0..<6).map { bought("p\(($0 + customer) % 9)", by: "c\(customer)", order: "\($0)") }
      })
    let holdOut = try #require(HoldOut(log, asOf: closingDay, seed: 1))
    #expect(holdOut.withEarlier(3, seed: 1).count == 1)
  }

  private func lists(telling weight: Double, seed: UInt64) -> [ListwiseRegression.List] {
    ListwiseRegression.List.telling(weight, count: 300, features: 4, seed: seed)
  }

  @Test func `hold weights nearest zero where what was right in one is wrong in the next`() {
    let choice = RegularisationChoice(features: 4, facts: 1)
    let parallel = Parallel(threads: 2)
    let (spring, autumn) = (lists(telling: 2, seed: 1), lists(telling: -2, seed: 2))
    let torn = choice.strength(for: [spring, autumn], parallel: parallel)
    let agreed = choice.strength(for: [spring, lists(telling: 2, seed: 3)], parallel: parallel)
    #expect(torn == RegularisationChoice.strengths[0])
    #expect(agreed < torn, "\(agreed)")
  }

  @Test func `judge the newest with what the earlier ones say alone`() {
    let material = BlendLearning.Material(
      scales: [1], windows: [lists(telling: -2, seed: 4), lists(telling: 2, seed: 5)])
    let outcome = BlendLearning(regularisation: 0.001).outcome(
      of: material, judging: true, parallel: Parallel(threads: 1))
    #expect(outcome.judged.count == 2)
    #expect(outcome.judged.allSatisfy { $0.new[0] > 1 })
    #expect(abs(outcome.weights.new[0]) < 1)
  }

  @Test func `let auto choose the components of the standard blend where they foresee better`()
    throws
  {
    let model = try Auto(customers: 100).fit(
      RecommenderShop.log, asOf: closingDay, environment: FitEnvironment(threads: 2))
    let standard = model.trials.filter { $0.side == "standard blend" }
    #expect(standard.count >= Blend.standardComponents.count - 2)
    let verdicts = Set(standard.map(\.verdict))
    #expect(verdicts.isSubset(of: [.chosen, .outdone]))
    #expect(
      model.trials.filter { $0.verdict == .chosen }.map(\.configuration) == model.blend.components)
  }
}
