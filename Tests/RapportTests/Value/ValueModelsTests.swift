import Commerce
import CustomerValue
import Foundation
import TestSupport
import Testing

@testable import Rapport

@Suite struct `Value models in the registry` {
  private func with(_ body: (Workspace) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let shop = try Workspace(at: folder.appending(path: "shop", directoryHint: .isDirectory))
      try shop.importPurchases(ValueShop.lines())
      try body(shop)
    }
  }

  @Test func `go live first, wait then, and are promoted, rolled back and pruned`() throws {
    try with { shop in
      #expect(throws: ModelError.noLiveModel(kind: .value)) { try shop.liveValueModel() }
      let first = try shop.registerValue(shop.fitValue("pareto-nbd"))
      #expect(first.decision == .promoted && first.model.card.kind == .value)
      let second = try shop.registerValue(shop.fitValue("mbg-nbd"))
      #expect(second.decision == .kept && second.model.status == .candidate)
      #expect(try shop.liveValueModel().purchases.model == "pareto-nbd")
      try shop.promote(second.model.version)
      #expect(try shop.liveValueModel().purchases.model == "mbg-nbd")
      #expect(try shop.rollBack(.value).version == first.model.version)
      let third = try shop.registerValue(shop.fitValue("bg-nbd"), promotes: true)
      #expect(third.model.status == .live && third.model.card.parent == first.model.version)
      #expect(try shop.liveValueModel().warnings != nil, "bg-nbd cannot warn")
      #expect(try shop.models(of: .recommender).isEmpty)
      #expect(try shop.pruneModels(keeping: 0).map(\.version) == [second.model.version])
    }
  }

  @Test func `score customers as they were fitted`() throws {
    try with { shop in
      let fit = try shop.fitValue("pareto-nbd")
      try shop.registerValue(fit)
      var preferences = ValuePreferences()
      preferences.forecast = "live"
      let live = try shop.customerValue(settings: preferences.settings())
      preferences.forecast = "pareto-nbd"
      let fresh = try shop.customerValue(settings: preferences.settings())
      #expect(live.profiles == fresh.profiles)
      #expect(live.forecast?.wasFittedBefore == true)
      #expect(live.forecast?.models == fit.models)
    }
  }

  @Test func `are fitted anew when it is due, and not else`() throws {
    try with { shop in
      #expect(throws: ModelError.noLiveModel(kind: .value)) { try shop.retrainValue() }
      try shop.registerValue(shop.fitValue())
      let idle = try shop.retrainValue(RetrainingOptions(onlyIfDue: true))
      #expect(idle.decision == .notDue)
      let last = ValueShop.lastDay
      try shop.importPurchases([
        PurchaseLine(
          customer: "C1001", product: "tea", order: "later", time: Timestamp(last.advanced(by: 9)),
          amount: Money(9))
      ])
      let anew = try shop.retrainValue(RetrainingOptions(onlyIfDue: true))
      #expect(anew.decision == .promoted)
      #expect(anew.model.card.lastDay == last.advanced(by: 9))
      #expect(anew.reason.contains("was fitted on everything"))
      #expect(try shop.retrainValue(RetrainingOptions(onlyIfDue: true)).decision == .notDue)
    }
  }

  @Test func `know the groups of similar customers again, and hand their names on`() throws {
    try with { shop in
      let middle = ValueShop.lastDay.advanced(by: -90)
      let first = try shop.registerValue(shop.fitValue("mbg-nbd", asOf: middle))
      let names = try #require(first.model.card.groups).names
      #expect(first.reason.contains("\(names.count) groups of similar customers were found"))
      let known = try #require(try shop.customerValue().clusters)
      #expect(known.wereKnown && Set(known.clusters.map(\.name)).isSubset(of: names))
      let second = try shop.retrainValue()
      #expect(try shop.liveGroups() == second.model.card.groups)
      let changes = GroupChanges(from: first.model.card.groups, to: second.model.card.groups)
      #expect(second.reason.hasSuffix(try #require(changes.sentence)))
      #expect(!changes.kept.isEmpty)
      var settings = ValueSettings()
      settings.seed = 1
      let anew = try #require(try shop.customerValue(settings: settings).clusters)
      #expect(!anew.wereKnown)
    }
  }

  @Test func `of a damaged file are refused`() throws {
    try with { shop in
      let version = try shop.registerValue(shop.fitValue("mbg-nbd")).model.version
      let file = ModelFolder(shop.modelsFolder).file(of: version)
      var bytes = try Data(contentsOf: file)
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: file)
      #expect(throws: ModelFileError.self) { try shop.liveValueModel() }
      #expect(throws: ModelFileError.self) { try shop.verify(version) }
      #expect(throws: ModelFileError.self) { try shop.promote(version) }
    }
  }
}
