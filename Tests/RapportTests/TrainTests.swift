import Compute
import Evaluation
import Foundation
import GRDB
import Recommenders
import TestSupport
import Testing

@testable import Rapport

@Suite struct `Training` {
  private let popularity = Recipe(RecommenderConfiguration(.popularity))

  @Test func `makes the first model live and later ones candidates`() throws {
    try SmallShop.with { shop in
      let first = try shop.train(popularity)
      #expect(first.model.version == 1 && first.model.status == .live)
      #expect(first.decision == .promoted && first.reason == "The first model goes live.")
      let second = try shop.train(popularity)
      #expect(second.model.version == 2 && second.model.status == .candidate)
      #expect(second.decision == .kept && second.model.card.parent == 1)
      #expect(try shop.liveModel().version == 1)
    }
  }

  @Test func `promotes at once when asked`() throws {
    try SmallShop.with { shop in
      _ = try shop.train(popularity)
      let second = try shop.train(popularity, options: TrainingOptions(promotes: true))
      #expect(second.decision == .promoted && second.model.status == .live)
      #expect(try shop.models().map(\.status) == [.retired, .live])
    }
  }

  @Test func `measures on the newest window before fitting on everything`() throws {
    try SmallShop.with { shop in
      let card = try shop.train(popularity).model.card
      let test = try #require(card.test)
      let last = try #require(try shop.analysisLog().lastDay)
      #expect(test.lastTestDay == last && test.lastTrainDay < last)
      #expect(test.customers == SmallShop.customers && test.repeats == .allow)
      let recall = try #require(card.metrics["recall@10"])
      // Nine products in all, so ten places hold every one of them.
      #expect(recall == Estimate(exactly: 1))
      #expect(card.lines == SmallShop.lines().count && card.products == 9)
      #expect(try card.fingerprint == shop.analysisLog().fingerprint)
    }
  }

  @Test func `searches once: what the trial chose is what is fitted on everything`() throws {
    try SmallShop.with { shop in
      let auto = Recipe(.auto(Auto(minutes: 0.05, customers: 24)))
      let card = try shop.train(auto).model.card
      let data = try TrainingData(shop, asOf: nil)
      let trial = try #require(try Trial(shop, data, TrainingOptions()))
      let model = try #require(try trial.evaluation.run(auto).model as? AutoModel)
      #expect(card.trials == model.trials)
      // A search on everything would have measured something else.
      let whole = try auto.fit(data.log, asOf: data.asOf)
      #expect((whole as? AutoModel)?.trials != model.trials)
    }
  }

  @Test func `says nothing of quality where all purchases fall on one day`() throws {
    try SmallShop.with(days: 1) { shop in
      let card = try shop.train(popularity).model.card
      #expect(card.metrics.isEmpty && card.test == nil)
    }
  }

  @Test func `writes the same bytes for the same purchases, whatever the threads`() throws {
    try SmallShop.with { shop in
      let first = try shop.train(popularity, settings: RunSettings(threads: 1)).model
      let second = try shop.train(popularity, settings: RunSettings(threads: 2)).model
      let (a, b) = (try shop.verifiedFile(of: first), try shop.verifiedFile(of: second))
      #expect(a.names == b.names && a.names.contains("probability.coefficients"))
      for name in a.names where name != "products" && !name.hasSuffix("counts") {
        let (one, other) = (try a.floats(name), try b.floats(name))
        #expect(Array(one.elements) == Array(other.elements))
      }
      #expect(first.card.metrics == second.card.metrics)
    }
  }

  @Test func `learns how likely a purchase is`() throws {
    try SmallShop.with { shop in
      let file = try shop.verifiedFile(of: shop.train(popularity).model)
      let probability = try #require(try PurchaseProbability(file))
      #expect(probability.examples == SmallShop.customers)
    }
  }

  @Test func `knows the purchases up to the day it is told`() throws {
    try SmallShop.with { shop in
      let day = SmallShop.firstDay.advanced(by: 60)
      let card = try shop.train(popularity, options: TrainingOptions(asOf: day)).model.card
      #expect(card.asOf == day && card.lastDay <= day)
      #expect(card.lines < SmallShop.lines().count)
    }
  }

  @Test func `needs purchases`() throws {
    try withTemporaryFolder { folder in
      let empty = try Workspace(at: folder.appending(path: "empty"))
      #expect(throws: WorkspaceError.self) { try empty.train(popularity) }
      #expect(try empty.models().isEmpty)
    }
  }

  @Test func `sweeps what a killed training left behind`() throws {
    try SmallShop.with { shop in
      let folder = shop.modelsFolder
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for name in ["000009.rapport", ".writing-1-000001.rapport", "notes.txt"] {
        try Data("x".utf8).write(to: folder.appending(path: name))
      }
      _ = try shop.train(popularity)
      let path = folder.path(percentEncoded: false)
      let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      #expect(names == ["000001.rapport", "notes.txt"])
    }
  }

  @Test func `leaves no row when the file cannot be written`() throws {
    try SmallShop.with { shop in
      // A file where the folder should be: the first write fails.
      try Data().write(to: shop.folder.appending(path: "models"))
      #expect(throws: WorkspaceError.self) { try shop.train(popularity) }
      #expect(try shop.models().isEmpty)
    }
  }
}
