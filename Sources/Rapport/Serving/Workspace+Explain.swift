public import Commerce
import Recommenders

/// Why a product fits a customer.
public struct Explanation: Sendable {
  /// The customer.
  public let customer: CustomerID
  /// The product.
  public let product: ProductID
  /// The name people read.
  public let name: String
  /// The model's score; higher is better, the scale is the model's.
  public let score: Float
  /// Its place among all products of the model, whatever may be sold or was bought.
  public let rank: Int
  /// The day that was today.
  public let asOf: Day
  /// Whether the customer's own purchases speak, not everybody's.
  public let isPersonal: Bool
  /// The model that was asked.
  public let model: RegisteredModel
  /// The strongest reasons first.
  public let reasons: [SpokenReason]
}

extension Workspace {
  /// Says why a product fits a customer.
  ///
  /// - Parameters:
  ///   - customer: A customer of the workspace.
  ///   - product: A product the model knows.
  ///   - options: As of when, how many reasons, which version.
  /// - Returns: The model's score, its rank among all products, and the strongest reasons first.
  /// - Throws: `ServingError` for a customer or a product that does not exist, with the nearest match.
  public func explanation(
    for customer: CustomerID, product: ProductID,
    options: RecommendationOptions = RecommendationOptions(reasons: 5)
  ) throws -> Explanation {
    let model = try servedModel(options.version)
    let day = try servingDay(options.asOf, model.version)
    let served = try servedCustomer(customer, asOf: day)
    guard served.isRegistered else {
      throw ServingError.unknownCustomer(
        id: customer, suggestion: try nearestCustomer(to: customer))
    }
    let position = try position(of: product, in: model)
    let list = ServedList(model, served, asOf: day)
    guard list.model is any ExplainingModel else {
      throw ServingError.cannotExplain(model: model.version.card.name)
    }
    let catalogue = try catalogue()
    let (score, rank) = list.standing(of: position)
    return Explanation(
      customer: customer, product: product, name: catalogue.name(of: product), score: score,
      rank: rank, asOf: day, isPersonal: list.isPersonal, model: model.version,
      reasons: list.reasons(for: [position], count: options.reasons, catalogue)[0])
  }

  /// Where a product stands in a model.
  ///
  /// - Throws: `ServingError.productNotInModel`, `ServingError.unknownProduct`.
  func position(of product: ProductID, in model: ServedModel) throws -> Int {
    if let position = model.recommender.products.position(of: product) { return position }
    guard try hasProduct(product) else {
      throw ServingError.unknownProduct(id: product, suggestion: try nearestProduct(to: product))
    }
    throw ServingError.productNotInModel(id: product, version: model.version.version)
  }
}

extension Explanation: Encodable {
  private enum Key: String, CodingKey {
    case customer, product, name, score, rank, asOf, personal, model, version, reasons
  }

  /// The keys programs are promised.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(customer.text, forKey: .customer)
    try container.encode(product.text, forKey: .product)
    try container.encode(name, forKey: .name)
    try container.encode(score, forKey: .score)
    try container.encode(rank, forKey: .rank)
    try container.encode(asOf, forKey: .asOf)
    try container.encode(isPersonal, forKey: .personal)
    try container.encode(model.card.name, forKey: .model)
    try container.encode(model.version, forKey: .version)
    try container.encode(reasons, forKey: .reasons)
  }
}
