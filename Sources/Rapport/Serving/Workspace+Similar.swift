public import Commerce
import Compute
import Recommenders

/// What is like a product.
public struct SimilarProducts: Sendable {
  /// The product.
  public let product: ProductID
  /// Its name.
  public let name: String
  /// The model that was asked.
  public let model: RegisteredModel
  /// The products most like it, best first.
  public let items: [RecommendedProduct]
}

extension Workspace {
  /// The products most like a product, as the model learned it.
  ///
  /// - Parameters:
  ///   - product: The product to compare with.
  ///   - count: How many at most.
  ///   - version: The model version that is asked; the live one where none is named.
  /// - Returns: The products, best first, with names.
  /// - Throws: `ServingError` for a product that does not exist, or a model that cannot compare.
  public func similarProducts(
    to product: ProductID, count: Int = 10, version: Int? = nil
  ) throws -> SimilarProducts {
    let model = try servedModel(version)
    if model.recommender.products.position(of: product) == nil, try hasProduct(product) {
      return try newcomer(product, in: model, count: count)
    }
    let position = try position(of: product, in: model)
    guard let comparing = model.recommender as? any SimilarityModel else {
      throw ServingError.cannotCompare(model: model.version.card.name)
    }
    let catalogue = try catalogue()
    let products = model.recommender.products
    let items = comparing.similar(to: position, count: count).enumerated().map { index, element in
      let id = products[Int(element.position)]
      return RecommendedProduct(
        product: id, name: catalogue.name(of: id), score: element.score, rank: index + 1,
        reasons: [])
    }
    return SimilarProducts(
      product: product, name: catalogue.name(of: product), model: model.version, items: items)
  }
}

extension Workspace {
  /// The known products most like one the model has never seen, by category, brand, price and words.
  private func newcomer(
    _ product: ProductID, in model: ServedModel, count: Int
  ) throws -> SimilarProducts {
    let catalogue = try catalogue()
    let products = model.recommender.products
    let nearest = ProductContent(products, catalogue)
      .nearest(to: catalogue[product], count: count)
    guard !nearest.isEmpty else {
      throw ServingError.productNotInModel(id: product, version: model.version.version)
    }
    let items = nearest.enumerated().map { index, element in
      let id = products[Int(element.position)]
      return RecommendedProduct(
        product: id, name: catalogue.name(of: id), score: element.score, rank: index + 1,
        reasons: [])
    }
    return SimilarProducts(
      product: product, name: catalogue.name(of: product), model: model.version, items: items)
  }
}

extension SimilarProducts: Encodable {
  private enum Key: String, CodingKey { case product, name, model, version, items }
  private enum ItemKey: String, CodingKey { case product, name, score, rank }

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
      try entry.encode(item.product.text, forKey: .product)
      try entry.encode(item.name, forKey: .name)
      try entry.encode(item.score, forKey: .score)
      try entry.encode(item.rank, forKey: .rank)
    }
  }
}
