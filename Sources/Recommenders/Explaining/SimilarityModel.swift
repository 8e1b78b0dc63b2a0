public import Commerce
public import Compute

/// A model that knows which products are like a product.
public protocol SimilarityModel: RecommenderModel {
  /// The products most like the one at a position, best first, without itself.
  func similar(to product: Int, count: Int) -> [TopSelection.Element]
}

extension SimilarityModel {
  /// The products most like a product, best first, or `nil` where the model does not know it.
  public func similar(to product: ProductID, count: Int) -> [Recommendation]? {
    products.position(of: product).map { position in
      similar(to: position, count: count).enumerated().map { index, element in
        Recommendation(
          product: products[Int(element.position)], position: Int(element.position),
          score: element.score, rank: index + 1)
      }
    }
  }
}
