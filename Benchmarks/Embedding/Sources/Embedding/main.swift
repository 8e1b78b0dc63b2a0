import Foundation
import Rapport

// A program of somebody else's: purchases in memory, a model, a list.
let folder = FileManager.default.temporaryDirectory.appending(path: "embedding-\(UUID())")
defer { try? FileManager.default.removeItem(at: folder) }
let shop = try Workspace(at: folder)
try shop.importPurchases(
  (0..<60).flatMap { visit in
    ["tea", visit % 2 == 0 ? "jam" : "honey"].map { product in
      PurchaseLine(
        customer: CustomerID("C\(visit % 12)"), product: ProductID(product),
        time: Timestamp(Day(number: 20_000 + Int32(visit))), amount: Money(3))
    }
  })
_ = try shop.train(Recipe.named("item-knn"))
let everything = RecommendationOptions(count: 3, eligibility: Eligibility(alreadyBought: .allow))
for item in try shop.recommendations(for: "C3", options: everything).items {
  print(item.rank, item.name, item.reasons.first?.text ?? "")
}
