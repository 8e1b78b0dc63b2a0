import Compute
import Foundation

/// Two steps between products through something in between: from a product to a customer (or a basket) who
/// has it, and on to another product of theirs.
///
/// The weight from product i to product j is sᵢ·tⱼ·Σᵤ Bᵢᵤ·Fᵤⱼ over the places u in between. The similarities
/// of `ItemNeighbours` and the arrows of `RandomWalk` differ in these four and in nothing else.
struct TwoSteps: Sendable {
  /// B: products × places.
  let back: SparseMatrix
  /// F: places × products.
  let forth: SparseMatrix
  /// sᵢ, by product.
  let from: [Float]
  /// tⱼ, by product.
  let to: [Float]
  /// Whether all of F counts as 1, because what the entries of a place have in common went into B.
  let isUniform: Bool

  /// Steps back by the first and forth by the second of two matrices of places × products.
  init(back: SparseMatrix, forth: SparseMatrix, from: [Float], to: [Float]) {
    let common = forth.commonValues
    isUniform = common != nil
    self.back = back.transposed(scaledBy: common)
    self.forth = forth
    self.from = from
    self.to = to
  }
}

extension TwoSteps {
  /// The random walk: with R the steps back and Q the steps forth, B = Rᵀ·diag(n)^(−β), F = Q,
  /// sᵢ = dᵢ^(−α) and tⱼ = eⱼ^(−γ), n being the row sums of Q, d the column sums of R and e those of Q.
  init(
    walkingBack back: SparseMatrix, forth: SparseMatrix, sourceExponent: Double,
    pathExponent: Double, targetExponent: Double
  ) {
    let scale = forth.rowSums.toThe(minus: pathExponent)
    self.init(
      back: back.mapValues { row, _, value in value * scale[row] }, forth: forth,
      from: back.columnSums.toThe(minus: sourceExponent),
      to: forth.columnSums.toThe(minus: targetExponent))
  }
}

extension SparseMatrix {
  /// The value that all entries of a row have, by row, 0 for empty rows; `nil` where some row has several.
  fileprivate var commonValues: [Float]? {
    var common = [Float](repeating: 0, count: rows)
    for row in 0..<rows {
      let entries = entries(ofRow: row)
      guard let first = entries.first else { continue }
      guard values[entries].allSatisfy({ $0 == values[first] }) else { return nil }
      common[row] = values[first]
    }
    return common
  }

  /// Rows become columns, each multiplied by its factor.
  fileprivate func transposed(scaledBy factors: [Float]?) -> SparseMatrix {
    guard let factors else { return transposed() }
    return mapValues { row, _, value in value * factors[row] }.transposed()
  }

  /// The sum of each row.
  var rowSums: [Float] {
    (0..<rows).map { row in entries(ofRow: row).reduce(0) { $0 + values[$1] } }
  }

  /// The sum of each column.
  var columnSums: [Float] {
    var sums = [Float](repeating: 0, count: columns)
    for i in indices.indices { sums[Int(indices[i])] += values[i] }
    return sums
  }
}

extension [Float] {
  /// Degrees raised to a negative power; zero stays zero.
  func toThe(minus exponent: Double) -> [Float] {
    map { $0 > 0 ? Float(pow(Double($0), -exponent)) : 0 }
  }
}
