import Foundation
import Rapport
import TestSupport
import Testing

/// The code of the article *Getting started*, run as it stands there.
@Suite struct `Getting started` {
  private static let csv = """
    customer,product,order,time,quantity,price
    ann,tea,1,2026-01-05,1,4.50
    ann,jam,1,2026-01-05,2,3.20
    ben,tea,2,2026-01-06,1,4.50
    ben,jam,2,2026-01-06,1,3.20
    ben,honey,2,2026-01-06,1,6.00
    cat,coffee,3,2026-01-07,1,7.90
    cat,sugar,3,2026-01-07,1,1.10
    dan,tea,4,2026-01-20,1,4.50
    dan,honey,4,2026-01-20,1,6.00
    ann,tea,5,2026-02-01,1,4.50
    """

  @Test func `works as the article says`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "purchases.csv")
      try Data(Self.csv.utf8).write(to: file)

      let shop = try Workspace(at: folder.appending(path: "shop"))
      let imported = try shop.importFile(.purchases, from: file)
      let training = try shop.train(Recipe.named("item-knn"))
      let list = try shop.recommendations(for: "ann", count: 3)
      let report = try shop.retrain(RetrainingOptions(onlyIfDue: true))

      #expect(imported.accepted == 10 && training.model.status == .live)
      #expect(list.isKnown && list.items.first?.product == "honey")
      #expect(list.items.first?.reasons.isEmpty == false)
      #expect(report.decision == .notDue)
    }
  }

  @Test func `stands in the article as it is tested here`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let article = try String(
      contentsOf: root.appending(path: "Sources/Rapport/Documentation.docc/GettingStarted.md"),
      encoding: .utf8)
    let test = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let code = article.split(separator: "\n").filter {
      $0.hasPrefix("let ") || $0.hasPrefix("try ")
    }
    #expect(code.count >= 5)
    for line in code { #expect(test.contains(line), "not tested: \(line)") }
  }
}
