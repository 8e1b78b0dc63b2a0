import CKernels
public import Commerce
import Compute

/// Gives the places of a list to candidates, by value, variety and category.
///
/// Variety is maximal marginal relevance (Carbonell and Goldstein 1998): each place goes to the candidate
/// with the highest (1 − d)·relevance − d·(likeness to the most similar product already placed), where d is
/// the shape's diversity and relevance the value scaled to 0 … 1 over the candidates. Two products are as
/// alike as their facts say (``ProductContent``) or, for a model of factors, as their factors' cosine,
/// whichever is more.
public struct ListComposer: Sendable {
  /// What the list should be.
  public let shape: ListShape
  /// What one sale of each product leaves, in the currency; the median of the known where unknown.
  public let margins: [Double]
  /// How many products have a price and a cost.
  public let knownMargins: Int
  /// The category of each product, numbered; products without one have numbers of their own.
  private let categories: [Int32]
  private let content: ProductContent?
  private let factors: Matrix?

  /// Prepares the products of a model.
  ///
  /// - Complexity: O(products), and their facts where the list should be varied.
  public init(_ shape: ListShape, model: any RecommenderModel, catalogue: Catalogue) {
    self.shape = shape
    let facts = shape.isPlain ? [] : model.products.ids.map { catalogue[$0] }
    let known = facts.map { product -> Double? in
      guard let price = product.price, let cost = product.cost else { return nil }
      return price.value - cost.value
    }
    let sorted = known.compactMap(\.self).sorted()
    knownMargins = sorted.count
    let usual = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    margins = known.map { $0 ?? usual }
    categories = Self.numbered(facts.map(\.category))
    content = shape.diversity > 0 ? ProductContent(model.products, catalogue) : nil
    factors = shape.diversity > 0 ? (model as? any FactorModel)?.productFactors : nil
  }

  /// Chooses who stands where.
  ///
  /// - Parameters:
  ///   - candidates: The best by score, best first.
  ///   - chances: The chance of each to be bought; needed where the value is the margin.
  ///   - count: How many places there are.
  /// - Returns: Candidates by place, as indices; fewer than `count` where candidates or categories run out.
  /// - Complexity: O(candidates · count) comparisons of two products.
  public func places(
    _ candidates: [Recommendation], chances: [Double]?, count: Int
  ) -> [Int] {
    guard !shape.isPlain else { return Array(candidates.indices.prefix(count)) }
    let values = candidates.indices.map { value(candidates[$0], chances?[$0]) }
    let relevance = Self.scaled(values)
    var nearest = [Double](repeating: 0, count: candidates.count)
    var taken = [Bool](repeating: false, count: candidates.count)
    var ofCategory: [Int32: Int] = [:]
    var placed: [Int] = []
    while placed.count < count {
      var best: (index: Int, merit: Double)?
      for index in candidates.indices where !taken[index] {
        let category = categories[candidates[index].position]
        if let most = shape.perCategory, ofCategory[category, default: 0] >= most { continue }
        let merit = (1 - shape.diversity) * relevance[index] - shape.diversity * nearest[index]
        if merit > best?.merit ?? -.infinity { best = (index, merit) }
      }
      guard let next = best?.index else { break }
      taken[next] = true
      placed.append(next)
      ofCategory[categories[candidates[next].position], default: 0] += 1
      guard shape.diversity > 0 else { continue }
      for index in candidates.indices where !taken[index] {
        let likeness = likeness(candidates[index].position, candidates[next].position)
        nearest[index] = max(nearest[index], likeness)
      }
    }
    return placed
  }

  /// What one sale of the product at a position is expected to leave, at a chance.
  public func expectedMargin(of position: Int, chance: Double) -> Double {
    chance * margins[position]
  }

  /// How alike two products are, 0 to 1.
  func likeness(_ a: Int, _ b: Int) -> Double {
    let byFacts = content?.likeness(a, b) ?? 0
    guard let factors else { return byFacts }
    let width = factors.columns
    let (x, y) = (factors.row(a), factors.row(b))
    let lengths = (rapport_dot(x, x, width) * rapport_dot(y, y, width)).squareRoot()
    let cosine = lengths > 0 ? Double(rapport_dot(x, y, width) / lengths) : 0
    return min(1, max(byFacts, cosine))
  }

  private func value(_ candidate: Recommendation, _ chance: Double?) -> Double {
    switch shape.value {
    case .score: Double(candidate.score)
    case .margin: expectedMargin(of: candidate.position, chance: chance ?? 0)
    }
  }

  /// Equal texts get equal numbers; every missing one a number of its own.
  private static func numbered(_ texts: [String?]) -> [Int32] {
    var numbers: [String: Int32] = [:]
    return texts.enumerated().map { position, text in
      guard let text else { return -Int32(position) - 1 }
      if let number = numbers[text] { return number }
      numbers[text] = Int32(numbers.count)
      return Int32(numbers.count - 1)
    }
  }

  /// Values from 0 for the least to 1 for the most; all 1 where they are equal.
  private static func scaled(_ values: [Double]) -> [Double] {
    guard let least = values.min(), let most = values.max(), most > least else {
      return values.map { _ in 1 }
    }
    return values.map { ($0 - least) / (most - least) }
  }
}
