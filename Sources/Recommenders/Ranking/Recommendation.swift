public import Commerce

/// One line of a customer's list.
public struct Recommendation: Sendable, Equatable {
  /// The product.
  public let product: ProductID
  /// Its position in the model.
  public let position: Int
  /// The model's score; higher is better, the scale is the model's.
  public let score: Float
  /// 1 for the best.
  public let rank: Int

  /// A product at a rank.
  public init(product: ProductID, position: Int, score: Float, rank: Int) {
    self.product = product
    self.position = position
    self.score = score
    self.rank = rank
  }
}
