import Commerce
import Compute
import Recommenders

/// One customer before a model: which model answers, with which history.
struct ServedList {
  /// The model itself, or its popular list.
  let model: any RecommenderModel
  /// Whether the customer's own purchases decide.
  let isPersonal: Bool
  private let histories: Histories
  private let asOf: Day

  /// Gives the popular list to those of whom nothing is known to the model, or may be used.
  init(_ served: ServedModel, _ customer: ServedCustomer, asOf: Day) {
    var groups = CustomerGroups()
    if customer.personalise { groups.add(customer.facts, of: customer.id) }
    let own = Histories(
      customer.history, for: served.recommender.products, groups: groups)
    isPersonal = customer.personalise && own.log.count > 0
    model = isPersonal ? served.recommender : served.popular()
    histories =
      isPersonal
      ? own
      : Histories(customer.history.filter { _ in false }, for: served.recommender.products)
    self.asOf = asOf
  }

  /// The list with names and reasons.
  func items(
    _ options: RecommendationOptions, _ maker: ListMaker, _ catalogue: Catalogue
  ) -> [RecommendedProduct] {
    let places = maker.list(for: 0, in: histories, asOf: asOf, count: options.count)
    let reasons = reasons(
      for: places.map(\.item.position), count: options.reasons, catalogue)
    return zip(places, reasons).map { place, reasons in
      RecommendedProduct(
        product: place.item.product, name: catalogue.name(of: place.item.product),
        score: place.item.score, rank: place.item.rank, reasons: reasons,
        probability: place.chance, expectedMargin: place.expectedMargin)
    }
  }

  /// Why the products at some positions fit.
  func reasons(for products: [Int], count: Int, _ catalogue: Catalogue) -> [[SpokenReason]] {
    guard count > 0, let model = model as? any ExplainingModel else {
      return products.map { _ in [] }
    }
    return model.reasons(for: products, customer: 0, in: histories, asOf: asOf, count: count)
      .map { $0.map { SpokenReason($0, catalogue) } }
  }

  /// The score of a product and its place among all.
  func standing(of product: Int) -> (score: Float, rank: Int) {
    let scores = model.scores(for: 0..<1, in: histories, asOf: asOf)
    let row = UnsafeBufferPointer(start: scores.row(0), count: scores.columns)
    let own = row[product]
    var better = 0
    for (other, score) in row.enumerated() {
      if score > own || (score == own && other < product) { better += 1 }
    }
    return (own, better + 1)
  }
}
