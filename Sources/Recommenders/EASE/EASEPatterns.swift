import CKernels
import Compute

/// The weights of EASE as patterns of common purchase: its low-rank form.
///
/// With V the patterns, f = σ²/(σ²+λ̃), h_i = Σ_k f_k·V[i, k]² and q = r·D_i^(−1/2), purchases r give product i
/// the score d_i^(1/2)·((q·V·diag(f)·Vᵀ)_i − q_i·h_i) / (1 − h_i).
struct EASEPatterns: Sendable {
  /// V: products × patterns.
  let vectors: Matrix
  /// f, by pattern.
  let filter: AlignedBuffer<Float>
  /// d^(−1/2), by product.
  let scale: AlignedBuffer<Float>
  /// h, by product.
  private let own: [Float]

  /// How much of the inverse's diagonal is kept from reaching zero.
  private static let floor: Float = 1e-3

  /// Finds the strongest patterns of purchases.
  init(
    of bought: SparseMatrix, factors: Int, regularisation: Double, seed: UInt64,
    parallel: Parallel, progress: (Double) -> Void
  ) {
    let rowScale = bought.rowSums.toThe(minus: 0.5)
    let columnScale = bought.columnSums.toThe(minus: 0.5)
    let normalised = bought.mapValues { rowScale[$0] * columnScale[$1] * $2 }
    let svd = RandomisedSVD(
      of: normalised, rank: factors, iterations: 4, seed: seed, parallel: parallel,
      progress: progress)
    let lambda = Float(regularisation) * normalised.squaredSum / max(1, bought.squaredSum)
    let filter = svd.values.map { $0 * $0 / ($0 * $0 + lambda) }
    self.init(
      vectors: svd.vectors, filter: AlignedBuffer(filter, padding: 0),
      scale: AlignedBuffer(columnScale, padding: 0))
  }

  private init(vectors: Matrix, filter: AlignedBuffer<Float>, scale: AlignedBuffer<Float>) {
    self.vectors = vectors
    self.filter = filter
    self.scale = scale
    own = (0..<vectors.rows).map { product in
      let row = vectors.row(product)
      return (0..<vectors.columns).reduce(Float(0)) { $0 + filter.pointer[$1] * row[$1] * row[$1] }
    }
  }

  /// Reads what `store(in:)` wrote.
  init(from source: some ModelArraySource, products: Int) throws {
    let filter = try source.floats("easeFilter")
    let vectors = try source.floats("easePatterns", count: products * filter.count)
    self.init(
      vectors: Matrix(rows: products, columns: filter.count, storage: vectors), filter: filter,
      scale: try source.floats("easeScale", count: products))
  }

  /// Adds the patterns to a model's arrays.
  func store(in arrays: inout ModelArrays) {
    arrays.set("easePatterns", vectors.storage)
    arrays.set("easeFilter", filter)
    arrays.set("easeScale", scale)
  }

  /// The scores of some customers' purchases: one row a customer.
  func scores(of bought: SparseMatrix) -> Matrix {
    let scaled = bought.mapValues { scale.pointer[$1] * $2 }
    let patterns = scaled.times(vectors, parallel: Parallel(threads: 1))
    for row in 0..<patterns.rows {
      for k in 0..<patterns.columns { patterns.row(row)[k] *= filter.pointer[k] }
    }
    let scores = Matrix(rows: bought.rows, columns: vectors.rows)
    DenseAlgebra.multiply(
      patterns.row(0), columnsOfA: patterns.columns, vectors.row(0), .transposed,
      columnsOfB: vectors.columns, into: scores.row(0), columnsOfC: vectors.rows,
      m: bought.rows, n: vectors.rows, k: vectors.columns)
    for row in 0..<bought.rows {
      let target = scores.row(row)
      for i in scaled.entries(ofRow: row) {
        let product = Int(scaled.indices[i])
        target[product] -= scaled.values[i] * own[product]
      }
      for product in 0..<vectors.rows { target[product] /= rest(product) }
    }
    return scores
  }

  /// What a purchase of one product adds to the score of another.
  func weight(from source: Int, to target: Int) -> Float {
    guard source != target else { return 0 }
    let (a, b) = (vectors.row(source), vectors.row(target))
    var sum: Float = 0
    for k in 0..<vectors.columns { sum += a[k] * filter.pointer[k] * b[k] }
    return scale.pointer[source] * sum / rest(target)
  }

  /// The products to which a purchase adds most.
  func strongest(of product: Int, count: Int) -> [TopSelection.Element] {
    var best = TopSelection(limit: count)
    for other in 0..<vectors.rows where other != product {
      let weight = weight(from: product, to: other)
      if weight > 0 { best.insert(Int32(other), score: weight) }
    }
    return best.ranked()
  }

  /// (1 − h)·d^(−1/2), where 1 − h is λ̃·P of the product.
  private func rest(_ product: Int) -> Float {
    max(Self.floor, 1 - own[product]) * scale.pointer[product]
  }
}

extension SparseMatrix {
  /// The sum of all squares.
  var squaredSum: Float { Float(values.reduce(0.0) { $0 + Double($1) * Double($1) }) }
}
