import BasketAnalysis
import Foundation
import TestSupport
import Testing

@testable import Rapport
@testable import RapportCommand

@Suite struct `Rules of the made-up shop's levels` {
  @Test func `name products, categories and departments, and nothing that is so by definition`()
    throws
  {
    try withTemporaryFolder { folder in
      let files = try SyntheticShop(.tiny, seed: 1).writeFiles(
        to: folder.appending(path: "files", directoryHint: .isDirectory))
      let workspace = try Workspace(at: folder.appending(path: "w", directoryHint: .isDirectory))
      _ = try workspace.importFile(.products, from: files.products)
      _ = try workspace.importFile(.purchases, from: files.purchases)
      var request = RuleRequest(support: .count(20), minimumConfidence: ExactShare(0.3))
      request.levels = [.category, .department]
      request.selection.excludesRedundant = true
      request.top = 12
      let report = try workspace.rules(request)
      let catalogue = try workspace.catalogue()
      // A product's own category or department is never with it, on either side.
      for rule in report.top {
        let goods = rule.if + rule.then
        for product in goods where !product.contains(":") {
          let facts = catalogue[ProductID(product)]
          #expect(!goods.contains("category:\(facts.category ?? "")"), "\(goods)")
          #expect(!goods.contains("department:\(facts.department ?? "")"), "\(goods)")
        }
      }
      // What was planted is found among its groups.
      #expect(report.top.contains { $0.if == ["P062"] && $0.then == ["P187"] })
      expectGolden(RuleListText(report).text + "\n", named: "rules-demo-levels.txt")
    }
  }
}
