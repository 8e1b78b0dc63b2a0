public import Commerce
import Compute
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
  /// The known products that stand in for one the model has never seen; empty for one it has.
  public var standIns: [ProductID] = []
  /// Why no list has the product at present, as in "out of stock"; `nil` where nothing stands against it.
  public var obstacle: String?
}

extension Workspace {
  /// The customers to whom a product fits best.
  ///
  /// A product the model has never seen is judged by the known ones most like it in category, brand, price
  /// and words.
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
    var asked = options
    asked.shape = ListShape()
    let desk = try ServingDesk(self, asked, threads: settings.threads)
    let standIns = try standIns(for: product, in: desk.model, desk.catalogue)
    let served = ServedCrowd(
      desk, log: try analysisLog(asOf: options.asOf),
      groups: try groups(for: desk.model.recommender), unprofiled: try unprofiledCustomers(),
      settings: settings)
    let products = desk.model.recommender.products
    return ProductAudience(
      product: product, name: desk.catalogue.name(of: product), model: desk.model.version,
      items: served.customers(for: standIns, count: count),
      standIns: products.position(of: product) != nil
        ? [] : standIns.elements.map { products[Int($0.position)] },
      obstacle: Self.obstacle(desk.catalogue[product]))
  }

  private static func obstacle(_ product: Catalogue.Product) -> String? {
    if !product.isActive { return "no longer sold" }
    return product.stock.map { $0 <= 0 } == true ? "out of stock" : nil
  }

  /// What a model scores for a product: itself, or the known products most like a new one.
  ///
  /// - Throws: `ServingError` for a product that does not exist, or is like none the model knows.
  func standIns(
    for product: ProductID, in model: ServedModel, _ catalogue: Catalogue
  ) throws -> StandIns {
    let products = model.recommender.products
    if let position = products.position(of: product) { return StandIns(position: position) }
    guard try hasProduct(product) else {
      return StandIns(position: try position(of: product, in: model))
    }
    guard
      let standIns = StandIns(
        for: catalogue[product], among: ProductContent(products, catalogue))
    else {
      throw ServingError.productNotInModel(id: product, version: model.version.version)
    }
    return standIns
  }
}

extension ProductAudience: Encodable {
  private enum Key: String, CodingKey {
    case product, name, model, version, standIns, obstacle, items
  }
  private enum ItemKey: String, CodingKey { case customer, score, rank }

  /// The keys programs are promised.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(product.text, forKey: .product)
    try container.encode(name, forKey: .name)
    try container.encode(model.card.name, forKey: .model)
    try container.encode(model.version, forKey: .version)
    if !standIns.isEmpty { try container.encode(standIns.map(\.text), forKey: .standIns) }
    try container.encodeIfPresent(obstacle, forKey: .obstacle)
    var list = container.nestedUnkeyedContainer(forKey: .items)
    for item in items {
      var entry = list.nestedContainer(keyedBy: ItemKey.self)
      try entry.encode(item.customer.text, forKey: .customer)
      try entry.encode(item.score, forKey: .score)
      try entry.encode(item.rank, forKey: .rank)
    }
  }
}
