public import Commerce
public import Compute
import Foundation

/// What `Spectral` learns: patterns of common purchase, and each product's direct neighbours.
public struct SpectralModel: StoredModel, FallbackModel {
  /// How it was trained.
  public let configuration: Spectral
  /// The products that were bought.
  public let products: IDIndex<ProductID>
  /// How often each product is bought: the answer to strangers.
  public let popularity: PopularityTable
  /// V: products × patterns.
  let vectors: Matrix
  /// σ, the strengths of the patterns.
  let values: AlignedBuffer<Float>
  /// D_i^(−1/2).
  let scale: AlignedBuffer<Float>
  /// The linear filter.
  let graph: ProductGraph

  init(
    configuration: Spectral, products: IDIndex<ProductID>, popularity: PopularityTable,
    vectors: Matrix, values: AlignedBuffer<Float>, scale: AlignedBuffer<Float>,
    graph: ProductGraph
  ) {
    self.configuration = configuration
    self.products = products
    self.popularity = popularity
    self.vectors = vectors
    self.values = values
    self.scale = scale
    self.graph = graph
  }

  init(_ configuration: Spectral, from source: some ModelArraySource) throws {
    let products = try IDIndex<ProductID>(from: source)
    let values = try source.floats("patternStrengths")
    let vectors = try source.floats("patterns", count: products.count * values.count)
    self.init(
      configuration: configuration, products: products,
      popularity: try PopularityTable(from: source, products: products.count),
      vectors: Matrix(rows: products.count, columns: values.count, storage: vectors),
      values: values, scale: try source.floats("productScale", count: products.count),
      graph: try ProductGraph(from: source, as: "linear", products: products.count))
  }

  /// The filtered purchases; strangers get the popular list.
  ///
  /// - Complexity: O(customers · products · factors), as one dense product.
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let scores = Matrix(rows: customers.count, columns: products.count)
    let bought = configuration.memory.matrix(of: histories.log, customers: customers, asOf: asOf)
      .mapValues { scale.pointer[$1] * $2 }
    let patterns = folded(bought)
    DenseAlgebra.multiply(
      patterns.row(0), columnsOfA: patterns.columns, vectors.row(0), .transposed,
      columnsOfB: vectors.columns, into: scores.row(0), columnsOfC: products.count,
      m: customers.count, n: products.count, k: vectors.columns)
    let weight = Float(configuration.linearWeight)
    for row in 0..<customers.count {
      let target = scores.row(row)
      guard !bought.entries(ofRow: row).isEmpty else {
        popularity.write(to: target)
        continue
      }
      for product in 0..<products.count { target[product] /= scale.pointer[product] }
      for i in bought.entries(ofRow: row) {
        graph.add(weight * bought.values[i], timesRow: Int(bought.indices[i]), to: target)
      }
    }
    return scores
  }

  /// The strength of each pattern in the customers' purchases.
  private func folded(_ bought: SparseMatrix) -> Matrix {
    let patterns = bought.times(vectors, parallel: Parallel(threads: 1))
    let filter = filter
    for row in 0..<patterns.rows {
      for k in 0..<patterns.columns { patterns.row(row)[k] *= filter[k] }
    }
    return patterns
  }

  /// σ^s: how much each pattern counts.
  private var filter: [Float] {
    values.elements.map { value in
      configuration.softness > 0 ? Float(pow(Double(value), configuration.softness)) : 1
    }
  }

  /// Everything the model needs besides its configuration.
  public var arrays: ModelArrays {
    var arrays = ModelArrays()
    arrays.set("products", products.ids.map(\.text))
    popularity.store(in: &arrays)
    arrays.set("patterns", vectors.storage)
    arrays.set("patternStrengths", values)
    arrays.set("productScale", scale)
    graph.store(in: &arrays, as: "linear")
    return arrays
  }
}

extension SpectralModel: ExplainingModel {
  /// The purchases that contribute most to the product's score.
  public func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    let bought = configuration.memory.matrix(
      of: histories.log, customers: customer..<customer + 1, asOf: asOf)
    var best = TopSelection(limit: count)
    var total: Float = 0
    for i in bought.entries(ofRow: 0) where Int(bought.indices[i]) != product {
      let part = bought.values[i] * likeness(of: Int(bought.indices[i]), to: product)
      guard part > 0 else { continue }
      total += part
      best.insert(bought.indices[i], score: part)
    }
    let reasons = best.ranked().map { element in
      Reason.similarTo(
        product: products[Int(element.position)],
        on: histories.lastPurchase(of: Int(element.position), by: customer),
        contribution: Double(element.score / total))
    }
    return reasons.isEmpty && count > 0
      ? [.popular(share: popularity.share(of: product))] : reasons
  }

  /// What one purchase of a product adds to the score of another.
  private func likeness(of source: Int, to target: Int) -> Float {
    let (a, b) = (vectors.row(source), vectors.row(target))
    let strengths = filter
    var sum: Float = 0
    for k in 0..<vectors.columns { sum += a[k] * strengths[k] * b[k] }
    return scale.pointer[source]
      * (sum / scale.pointer[target]
        + Float(configuration.linearWeight) * graph.weight(from: source, to: target))
  }
}

extension SpectralModel: SimilarityModel {
  /// The products to which one purchase adds most.
  ///
  /// - Complexity: O(products · factors).
  public func similar(to product: Int, count: Int) -> [TopSelection.Element] {
    var best = TopSelection(limit: count)
    for other in 0..<products.count where other != product {
      let likeness = likeness(of: product, to: other)
      if likeness > 0 { best.insert(Int32(other), score: likeness) }
    }
    return best.ranked()
  }
}
