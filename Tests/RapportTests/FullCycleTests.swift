import Foundation
import Rapport
import TestSupport
import Testing

/// The whole loop through the library: import, describe, evaluate, train, recommend, rules, value, campaign,
/// answers, results, retrain; what it finds is compared with what was planted.
@Suite struct `The full cycle` {
  @Test func `finds what was planted in the tiny shop`() throws {
    try withTemporaryFolder { folder in
      var walk = try ShopWalk(SyntheticShop(.tiny, seed: 1), in: folder)
      let report = try walk.run()
      for finding in report.findings {
        #expect(finding.agrees, "\(finding.what): \(finding.planted) against \(finding.found)")
      }
      #expect(report.findings.count == 7)
      #expect(
        report.steps.map(\.name) == [
          "generate", "import", "describe", "evaluate", "train", "recommend", "rules", "value",
          "campaign", "respond", "results", "retrain",
        ])
      #expect(report.recalls.first?.model == "popularity")
      #expect(["promoted", "kept"].contains(report.decision))
      #expect(report.example.count == 4)
      #expect(throws: DemoError.notEmpty(path: folder.path(percentEncoded: false))) {
        try ShopWalk(SyntheticShop(.tiny), in: folder)
      }
    }
  }

  @Test func `refuses a workspace with purchases in words`() {
    let error = DemoError.notEmpty(path: "shop")
    #expect(error.message == "The workspace 'shop' has purchases already.")
    #expect(
      error.hint
        == "Name a new folder with --workspace, or none for a temporary one; nothing was changed.")
  }
}
