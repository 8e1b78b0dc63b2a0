import Commerce
import Foundation
import Recommenders
import TestSupport
import Testing

@testable import Rapport

/// Every format ever written has one tiny file in `Models/formats`; it must load and answer for ever.
///
/// A new format adds a file; `RAPPORT_WRITE_FORMAT=1` writes the one of the present format, from
/// `SmallShop`.
@Suite struct `Model files of every format` {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Models/formats")

  @Test(arguments: [1])
  func `load and answer as on the day they were written`(format: Int) throws {
    let url = Self.folder.appending(path: "\(format).rapport")
    if ProcessInfo.processInfo.environment["RAPPORT_WRITE_FORMAT"] == "\(format)" {
      try write(url)
    }
    let file = try ModelFile(at: url)
    try file.verifyAll()
    let card = try JSONDecoder().decode(ModelCard.self, from: file.cardData)
    let recipe = try #require(card.recipe)
    let model = try recipe.load(from: file)
    let customer = [
      PurchaseLine(customer: "A", product: "1", time: Timestamp(Day(number: 15_050))),
      PurchaseLine(customer: "A", product: "2", time: Timestamp(Day(number: 15_057))),
    ]
    let list = Ranker(model).list(
      for: 0, in: Histories(PurchaseLog(customer), for: model.products),
      asOf: Day(number: 15_060), count: 5)
    let lines = list.map { "\($0.rank) \($0.product) \(Int(($0.score * 10_000).rounded()))" }
    expectGolden(
      "\(card.name), \(card.lines) lines up to \(card.lastDay)\n"
        + lines.joined(separator: "\n") + "\n", named: "model-format-\(format).txt")
    #expect(try PurchaseProbability(file) != nil)
  }

  @Test func `stay small enough to be kept for ever`() throws {
    let bytes = try Data(contentsOf: Self.folder.appending(path: "1.rapport")).count
    #expect(bytes < 20_000)
  }

  private func write(_ url: URL) throws {
    try SmallShop.with(days: 60) { shop in
      _ = try shop.train(Recipe(RecommenderConfiguration(.itemNeighbours)))
      _ = try shop.exportModel(1, to: url)
    }
  }
}
