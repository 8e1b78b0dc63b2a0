public import Commerce
public import Compute

/// Known products that stand in for one the model has never seen, until somebody buys it.
///
/// A new product has no buyers to learn from, but it has a category, a brand, a price and a name. It is
/// scored as the mean of its nearest known products' scores, weighted by likeness; for a model of factors
/// that is the score of a product whose factors are that mean.
public struct StandIns: Sendable {
  /// Positions of known products with weights that add up to 1, likest first.
  public let elements: [TopSelection.Element]

  /// How many products stand in for a new one.
  public static let usualCount = 20

  /// One product that stands for itself.
  public init(position: Int) {
    elements = [TopSelection.Element(position: Int32(position), score: 1)]
  }

  /// The known products most like a new one, or `nil` where it has nothing in common with any.
  public init?(
    for facts: Catalogue.Product, among content: ProductContent, count: Int = usualCount
  ) {
    let nearest = content.nearest(to: facts, count: count)
    let total = nearest.reduce(Float(0)) { $0 + $1.score }
    guard total > 0 else { return nil }
    elements = nearest.map {
      TopSelection.Element(position: $0.position, score: $0.score / total)
    }
  }

  /// The new product's score in a row of all scores.
  public func score(in row: UnsafePointer<Float>) -> Float {
    elements.reduce(0) { $0 + $1.score * row[Int($1.position)] }
  }

  /// The new product's factors.
  public func factors(in matrix: Matrix) -> [Float] {
    var mean = [Float](repeating: 0, count: matrix.columns)
    for element in elements {
      let row = matrix.row(Int(element.position))
      for column in mean.indices { mean[column] += element.score * row[column] }
    }
    return mean
  }
}
