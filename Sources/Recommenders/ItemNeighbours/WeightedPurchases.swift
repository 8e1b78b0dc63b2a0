import Compute
import Foundation

/// Strengths, weighted as a similarity asks, with the factors that its sums are multiplied by.
struct WeightedPurchases: Sendable {
  /// V: customers × products.
  let values: SparseMatrix
  /// sᵢ, by product.
  let from: [Float]
  /// tⱼ, by product.
  let to: [Float]

  init(_ strengths: SparseMatrix, _ algorithm: ItemNeighbours) {
    switch algorithm.similarity {
    case .cosine: self.init(cosineOf: strengths)
    case .tfIDF:
      let rarity = Self.rarity(of: strengths)
      self.init(
        cosineOf: strengths.mapValues { customer, _, r in r.squareRoot() * rarity[customer] })
    case .bm25: self.init(strengths, bm25: algorithm)
    case .walk: self.init(strengths, walk: algorithm)
    }
  }

  private init(cosineOf values: SparseMatrix) {
    let lengths = Self.columnSums(values.mapValues { _, _, v in v * v })
    let scale = lengths.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
    self.init(values: values, from: scale, to: scale)
  }

  private init(_ strengths: SparseMatrix, bm25 algorithm: ItemNeighbours) {
    let rarity = Self.rarity(of: strengths)
    let lengths = Self.columnSums(strengths)
    let mean = lengths.reduce(0, +) / Float(max(1, lengths.count))
    let (k, b) = (Float(algorithm.saturation), Float(algorithm.lengthNormalisation))
    let values = strengths.mapValues { customer, product, r in
      rarity[customer] * r * (k + 1) / (r + k * (1 - b + b * lengths[product] / mean))
    }
    let ones = [Float](repeating: 1, count: strengths.columns)
    self.init(values: values, from: ones, to: ones)
  }

  private init(_ strengths: SparseMatrix, walk algorithm: ItemNeighbours) {
    let customers = Self.rowSums(strengths).map {
      $0 > 0 ? pow($0, Float(-algorithm.customerExponent / 2)) : 0
    }
    let products = Self.columnSums(strengths)
    self.init(
      values: strengths.mapValues { customer, _, r in r * customers[customer] },
      from: products.map { $0 > 0 ? 1 / $0 : 0 },
      to: products.map { $0 > 0 ? pow($0, Float(-algorithm.productExponent)) : 0 })
  }

  private init(values: SparseMatrix, from: [Float], to: [Float]) {
    self.values = values
    self.from = from
    self.to = to
  }

  /// ln(products / products bought) + 1: what a purchase of this customer says.
  private static func rarity(of strengths: SparseMatrix) -> [Float] {
    (0..<strengths.rows).map { row in
      let bought = max(1, strengths.entries(ofRow: row).count)
      return log(Float(strengths.columns) / Float(bought)) + 1
    }
  }

  private static func rowSums(_ matrix: SparseMatrix) -> [Float] {
    (0..<matrix.rows).map { row in
      matrix.values[matrix.entries(ofRow: row)].reduce(0, +)
    }
  }

  private static func columnSums(_ matrix: SparseMatrix) -> [Float] {
    var sums = [Float](repeating: 0, count: matrix.columns)
    for (i, column) in matrix.indices.enumerated() { sums[Int(column)] += matrix.values[i] }
    return sums
  }
}
