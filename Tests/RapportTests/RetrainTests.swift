import Commerce
import Foundation
import GRDB
import Recommenders
import TestSupport
import Testing

@testable import Rapport

@Suite struct `Retraining` {
  private let popularity = Recipe(RecommenderConfiguration(.popularity))
  private let neighbours = Recipe(RecommenderConfiguration(.itemNeighbours))

  @Test func `has nothing to do while nothing is new`() throws {
    try SmallShop.with(days: 60) { shop in
      _ = try shop.train(popularity)
      let report = try shop.retrain(RetrainingOptions(onlyIfDue: true))
      #expect(report.decision == .notDue && report.model.version == 1)
      #expect(
        report.reason == "No purchases were imported since version 1 was last tried.")
      #expect(try shop.models().count == 1)
      try shop.importPurchases(SmallShop.lines(days: 60))
      #expect(try !shop.isRetrainingDue().isDue, "the same purchases again are nothing new")
    }
  }

  @Test func `is due with a later day, or with enough lines of earlier ones`() throws {
    try SmallShop.with(days: 60) { shop in
      _ = try shop.train(popularity)
      let early = PurchaseLine(
        customer: "C1", product: "9", time: Timestamp(SmallShop.firstDay), amount: Money(1))
      try shop.importPurchases([early])
      let few = try shop.isRetrainingDue()
      #expect(!few.isDue && few.reason.hasPrefix("Only 1 lines are new or changed"))
      #expect(try shop.isRetrainingDue(RetrainingOptions(minimumNewShare: 0.0001)).isDue)
      try shop.importPurchases(SmallShop.lines(days: 61))
      #expect(try shop.isRetrainingDue().isDue)
    }
  }

  @Test func `promotes a challenger that is better, then is no longer due`() throws {
    try SmallShop.with(days: 90) { shop in
      _ = try shop.train(popularity)
      try shop.importPurchases(SmallShop.lines(days: 120))
      let report = try shop.retrain(RetrainingOptions(challenger: neighbours, onlyIfDue: true))
      let comparison = try #require(report.comparison)
      #expect(report.decision == .promoted && report.model.version == 2)
      #expect(comparison.isChallengerBetter && comparison.difference.low > 0)
      #expect(comparison.champion == "popularity" && comparison.challenger == "item-knn")
      #expect(report.model.card.name == "item-knn" && report.model.card.parent == 1)
      #expect(report.model.card.lines == SmallShop.lines(days: 120).count)
      #expect(try shop.liveModel().version == 2)
      #expect(try shop.retrain(RetrainingOptions(onlyIfDue: true)).decision == .notDue)
    }
  }

  @Test func `refits the live recipe when the challenger is not better`() throws {
    try SmallShop.with(days: 90) { shop in
      _ = try shop.train(neighbours)
      try shop.importPurchases(SmallShop.lines(days: 120))
      let report = try shop.retrain(RetrainingOptions(challenger: popularity))
      #expect(report.decision == .promoted && report.model.card.name == "item-knn")
      #expect(report.reason.hasPrefix("The challenger is not better; the live recipe was fitted"))
      #expect(try shop.rollBack().version == 1)
    }
  }

  @Test func `tries a live search again, and serves what it chose`() throws {
    try SmallShop.with(days: 90) { shop in
      let auto = Recipe(.auto(Auto(minutes: 0.05, customers: 24)))
      _ = try shop.train(auto)
      try shop.importPurchases(SmallShop.lines(days: 120))
      let report = try shop.retrain(RetrainingOptions(challenger: popularity))
      let comparison = try #require(report.comparison)
      #expect(comparison.champion == "auto" && comparison.challenger == "popularity")
      #expect(report.decision == .promoted && report.model.card.recipe == auto)
      #expect(report.model.card.trials?.contains { $0.verdict == .chosen } == true)
      #expect(report.model.card.lines == SmallShop.lines(days: 120).count)
      let served = try shop.servedModel(report.model.version)
      #expect(served.recommender.products.count == 9)
    }
  }

  @Test func `lets a search challenge a simple recipe`() throws {
    try SmallShop.with(days: 90) { shop in
      _ = try shop.train(popularity)
      let report = try shop.retrain(
        RetrainingOptions(challenger: Recipe(.auto(Auto(minutes: 0.05, customers: 24)))))
      let comparison = try #require(report.comparison)
      #expect(comparison.challenger == "auto" && comparison.isChallengerBetter)
      #expect(report.model.card.name == "auto")
    }
  }

  @Test func `keeps the live version where even popularity is better than the winner`() throws {
    try SmallShop.with(days: 90) { shop in
      // Neighbours of one product only: each taste reaches almost nothing.
      var poor = ItemNeighbours()
      poor.neighbours = 1
      _ = try shop.train(Recipe(.itemNeighbours(poor), name: "poor"))
      try shop.importPurchases(SmallShop.lines(days: 120))
      let report = try shop.retrain(
        RetrainingOptions(challenger: Recipe(.itemNeighbours(poor), name: "poor too")))
      let ran = try shop.store.read {
        try String.fetchOne($0, sql: "SELECT decision FROM runs ORDER BY id DESC LIMIT 1")
      }
      #expect(ran == report.decision.rawValue)
      let winner = try #require(report.comparison)
      #expect(winner.championValue == winner.challengerValue)
    }
  }

  @Test func `records every decision with its numbers`() throws {
    try SmallShop.with(days: 90) { shop in
      _ = try shop.train(popularity)
      let report = try shop.retrain(RetrainingOptions(challenger: neighbours))
      let json = try shop.store.read {
        try String.fetchOne(
          $0, sql: "SELECT comparison FROM runs WHERE task = 'retrain' AND champion = 1")
      }
      let text = try #require(json)
      let kept = try JSONDecoder().decode(ModelComparison.self, from: Data(text.utf8))
      #expect(kept == report.comparison)
    }
  }

  @Test func `is done by one process at a time`() throws {
    try SmallShop.with(days: 60) { shop in
      _ = try shop.train(popularity)
      let held = try RetrainingLock(in: shop.folder)
      #expect(held != nil)
      #expect(throws: RetrainingError.running(path: shop.store.path)) { try shop.retrain() }
      let report = try shop.retrain(RetrainingOptions(onlyIfDue: true))
      #expect(report.decision == .notDue)
      #expect(report.reason == "Another process is retraining this workspace.")
      withExtendedLifetime(held) {}
    }
  }

  @Test func `lets go of the lock when it ends`() throws {
    try SmallShop.with(days: 60) { shop in
      _ = try shop.train(popularity)
      for _ in 0..<2 { _ = try shop.retrain(RetrainingOptions(challenger: popularity)) }
      #expect(try shop.models().count == 3)
    }
  }

  @Test func `needs a live model`() throws {
    try SmallShop.with(days: 10) { shop in
      #expect(throws: ModelError.noLiveModel(kind: .recommender)) { try shop.retrain() }
    }
  }
}
