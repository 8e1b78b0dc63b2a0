import Foundation
import Rapport
import TestSupport
import Testing

@Suite struct `A synthetic shop` {
  private let shop = SyntheticShop(.tiny, seed: 3)

  @Test func `is the same for the same seed only`() {
    let again = SyntheticShop(.tiny, seed: 3).purchaseLines()
    let lines = shop.purchaseLines()
    #expect(lines == again)
    #expect(lines != SyntheticShop(.tiny, seed: 4).purchaseLines())
  }

  @Test func `sells within its months, and writes no real addresses`() {
    for line in shop.purchaseLines() {
      #expect(line.time.day >= SyntheticShop.firstDay && line.time.day <= SyntheticShop.lastDay)
    }
    for number in 0..<shop.size.customers {
      #expect(shop.customer(number).email.hasSuffix("@example.com"))
    }
  }

  @Test func `buys three in four products by taste`() {
    var (own, all) = (0, 0)
    let categories = Dictionary(
      uniqueKeysWithValues: shop.products.map {
        ($0.id, SyntheticShop.categoryName($0.category))
      })
    for line in shop.purchaseLines() where line.quantity > 0 {
      guard let customer = line.customer, let category = categories[line.product] else { continue }
      all += 1
      if shop.preferredCategories(of: customer).contains(category) { own += 1 }
    }
    // 0.75 and a quarter of the rest; companions of rules come from elsewhere.
    #expect((0.65...0.85).contains(Double(own) / Double(all)))
  }

  @Test func `has the confidence that was planted`() {
    var (with, both) = (0, 0)
    let rule = shop.rules[0]
    let baskets = Dictionary(grouping: shop.purchaseLines().filter { $0.quantity > 0 }) {
      "\($0.customer?.text ?? "") \($0.order)"
    }
    for basket in baskets.values where basket.contains(where: { $0.product == rule.product }) {
      with += 1
      if basket.contains(where: { $0.product == rule.companion }) { both += 1 }
    }
    let interval = Proportion(successes: both, trials: with).interval(confidence: 0.999)
    #expect(with > 20)
    // Beyond chance: a companion may also be chosen for itself.
    #expect(interval.high >= rule.confidence && interval.low <= rule.confidence + 0.15)
  }

  @Test func `changes nothing but the treated by a campaign`() {
    let nobody = shop.afterCampaign(treated: [], days: 28)
    let treated = (0..<160).map { shop.id(of: $0) }
    let half = shop.afterCampaign(treated: treated, days: 28)
    func others(_ lines: [PurchaseLine]) -> [PurchaseLine] {
      lines.filter { line in !treated.contains { $0 == line.customer } }
    }
    #expect(others(half.purchases) == others(nobody.purchases))
    #expect(half.purchases.count > nobody.purchases.count)
    #expect(half.uplift > 0 && half.uplift < 2 * shop.campaignPull)
    #expect(nobody.uplift == 0)
  }

  @Test func `writes files that are imported as they are`() throws {
    try withTemporaryFolder { folder in
      let files = try shop.writeFiles(to: folder.appending(path: "csv"))
      let workspace = try Workspace(at: folder.appending(path: "workspace"))
      let report = try workspace.importPurchases(from: files.purchases)
      #expect(report.rejected == 0 && report.accepted == files.lines)
      #expect(report.accepted == shop.purchaseLines().count)
      let customers = try workspace.importFile(.customers, from: files.customers)
      #expect(customers.accepted == shop.size.customers && customers.rejected == 0)
      #expect(try workspace.importFile(.products, from: files.products).rejected == 0)
      #expect(try workspace.importFile(.consent, from: files.consent).rejected == 0)
    }
  }
}
