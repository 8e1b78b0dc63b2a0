public import Commerce
public import Evaluation
import Recommenders

/// Whether repeats count in a test, under a name that cannot be mistaken for the policy of a list.
public typealias TestedRepeats = Evaluation.RepeatPolicy

/// A customer to whom a product fits.
public struct InterestedCustomer: Sendable, Equatable {
  /// The customer.
  public let customer: CustomerID
  /// The model's score.
  public let score: Float
  /// 1 for the best.
  public let rank: Int
}

/// The customers to whom a product fits best.
public struct ProductAudience: Sendable {
  /// The product.
  public let product: ProductID
  /// Its name.
  public let name: String
  /// The model that was asked.
  public let model: RegisteredModel
  /// The customers, best first.
  public let items: [InterestedCustomer]
}

extension Workspace {
  /// The customers to whom a product fits best.
  ///
  /// Those who do not want to be profiled are left out, and by default those who have bought it already.
  ///
  /// - Parameters:
  ///   - product: The product.
  ///   - count: How many customers at most.
  ///   - options: As of when, under which policy for repeats.
  ///   - settings: Threads and progress.
  /// - Returns: The customers, best first; ties by ascending id.
  /// - Throws: `ServingError` for a product that does not exist.
  public func audience(
    for product: ProductID, count: Int = 10,
    options: RecommendationOptions = RecommendationOptions(),
    settings: RunSettings = RunSettings()
  ) throws -> ProductAudience {
    let model = try servedModel(options.version)
    let position = try position(of: product, in: model)
    let catalogue = try catalogue()
    let served = ServedCrowd(
      model, log: try analysisLog(asOf: options.asOf), unprofiled: try unprofiledCustomers(),
      asOf: try servingDay(options.asOf, model.version), options: options, catalogue: catalogue,
      settings: settings)
    return ProductAudience(
      product: product, name: catalogue.name(of: product), model: model.version,
      items: served.customers(for: position, count: count))
  }
}

extension ProductAudience: Encodable {
  private enum Key: String, CodingKey { case product, name, model, version, items }
  private enum ItemKey: String, CodingKey { case customer, score, rank }

  /// The keys programs are promised.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(product.text, forKey: .product)
    try container.encode(name, forKey: .name)
    try container.encode(model.card.name, forKey: .model)
    try container.encode(model.version, forKey: .version)
    var list = container.nestedUnkeyedContainer(forKey: .items)
    for item in items {
      var entry = list.nestedContainer(keyedBy: ItemKey.self)
      try entry.encode(item.customer.text, forKey: .customer)
      try entry.encode(item.score, forKey: .score)
      try entry.encode(item.rank, forKey: .rank)
    }
  }
}
