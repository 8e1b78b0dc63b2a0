import Commerce
import Compute
import Evaluation
import Recommenders

/// How well a model places products that nobody had bought before, by what is known of them.
///
/// Only products that train has never seen compete, for the customers who then bought one: which of the new
/// ones belongs before whom? Each is scored by its ``StandIns``.
public struct NewProductTest: Sendable, Encodable {
  /// How many products were new and described.
  public let products: Int
  /// How many tested customers bought one of them.
  public let customers: Int
  /// How many of the new products a list shows.
  public let places: Int
  /// The mean share of a customer's new products that the list names.
  public let recall: Double
  /// What a list drawn by chance would name.
  public let byChance: Double

  /// Measures a model, or `nil` where no new product is described, or too few compete for a list.
  init?(
    _ model: any RecommenderModel, _ tested: RecommenderEvaluation, test: PurchaseLog,
    catalogue: Catalogue, places: Int
  ) {
    let content = ProductContent(model.products, catalogue)
    var standIns: [(product: Int32, standIns: StandIns)] = []
    for (position, id) in test.products.ids.enumerated()
    where tested.train.products.position(of: id) == nil {
      guard let own = StandIns(for: catalogue[id], among: content) else { continue }
      standIns.append((Int32(position), own))
    }
    // Where every new product fits on the list, nothing is measured.
    let shown = min(places, standIns.count / 2)
    guard shown > 0 else { return nil }
    let isNew = Set(standIns.map(\.product))
    let histories = tested.histories(for: model)
    var (tried, sum) = (0, 0.0)
    for customer in 0..<histories.customers.count {
      guard !histories.log.lines(ofCustomer: customer).isEmpty,
        let position = test.customers.position(of: histories.customers[customer])
      else { continue }
      let truth = test.productsBought(byCustomer: position).intersection(isNew)
      guard !truth.isEmpty else { continue }
      let scores = model.scores(for: customer..<customer + 1, in: histories, asOf: tested.asOf)
      var best = TopSelection(limit: shown)
      for (place, new) in standIns.enumerated() {
        best.insert(Int32(place), score: new.standIns.score(in: scores.row(0)))
      }
      let hits = best.ranked().count { truth.contains(standIns[Int($0.position)].product) }
      tried += 1
      sum += Double(hits) / Double(truth.count)
    }
    guard tried > 0 else { return nil }
    products = standIns.count
    customers = tried
    self.places = shown
    recall = sum / Double(tried)
    byChance = Double(shown) / Double(standIns.count)
  }
}
