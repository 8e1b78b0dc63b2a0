import Commerce
import Evaluation
import Foundation
import Recommenders

extension ShopWalk {
  /// Invents the shop and writes its files.
  func generate() throws -> (value: SyntheticShop.Files, outcome: String) {
    let files = try shop.writeFiles(
      to: folder.appending(path: "shop", directoryHint: .isDirectory), progress: settings.progress)
    return (
      files,
      "A shop of \(shop.size.customers) customers with \(shop.size.tastes) tastes, "
        + "\(shop.products.count) products, \(shop.rules.count) rules; \(files.lines) lines."
    )
  }

  /// Takes all four files.
  func importFiles(_ files: SyntheticShop.Files) throws -> (value: Void, outcome: String) {
    let products = try workspace.importFile(.products, from: files.products, settings: settings)
    let customers = try workspace.importFile(.customers, from: files.customers, settings: settings)
    let consent = try workspace.importFile(.consent, from: files.consent, settings: settings)
    let purchases = try workspace.importFile(
      .purchases, from: files.purchases,
      options: ImportOptions(excludeProducts: SyntheticShop.serviceCodes), settings: settings)
    return (
      (),
      "\(purchases.accepted) lines of \(purchases.orders) orders, \(products.accepted) products, "
        + "\(customers.accepted) customers, \(consent.accepted) statements of consent."
    )
  }

  /// Looks at the data's quality.
  func describe() throws -> (value: Void, outcome: String) {
    let report = try workspace.describe()
    let services = report.likelyServices.map(\.product.text).joined(separator: ", ")
    return (
      (),
      "\(report.oneTimeCustomers) bought once, \(report.returns) returns, "
        + "\(report.anonymousLines) lines without a name; likely no goods: "
        + "\(services.isEmpty ? "none" : services)."
    )
  }

  /// Tests the recipe on the newest weeks, which it has not seen.
  mutating func evaluate() throws -> (value: Void, outcome: String) {
    let result = try workspace.evaluate(
      [recipe], options: EvaluationOptions(cutoffs: [10], resamples: 500), settings: settings)
    let recall = RankingMetric(.recall, at: 10)
    report.recalls = result.models.compactMap { row in
      row.estimate(recall).map { DemoReport.Recall(model: row.name, recall: $0) }
    }
    let words = report.recalls.map { "\($0.model) \(Self.percent($0.recall.value))" }
    return ((), "Recall@10 on \(result.customers) customers: \(words.joined(separator: ", ")).")
  }

  /// Fits the recipe on everything and registers it.
  func train() throws -> (value: Void, outcome: String) {
    let training = try workspace.train(recipe, settings: settings)
    return (
      (),
      "Version \(training.model.version), \(training.model.card.name). \(training.reason)"
    )
  }

  static func percent(_ share: Double, decimals: Int = 1) -> String {
    let scale = decimals == 0 ? 1 : 10
    let scaled = Int((share.magnitude * 100 * Double(scale)).rounded())
    let sign = share < 0 && scaled > 0 ? "-" : ""
    return decimals == 0 ? "\(sign)\(scaled) %" : "\(sign)\(scaled / 10).\(scaled % 10) %"
  }
}
