import Compute
import Foundation

extension ProductGraph {
  /// Sums a two-step walk over everything in between: FᵀT, pruned to the strongest arrows of each product.
  ///
  /// Arrow j → i weighs Σ_u F[u, j] · T[u, i]; the scaling by degrees is in the values of T. Rows are
  /// accumulated one by one in a dense row of a worker, in ascending order of u, so results do not depend on
  /// threads.
  ///
  /// - Parameters:
  ///   - from: Steps back: places × products, already transposed (products × places).
  ///   - to: Steps forth: places × products.
  ///   - targetScale: A factor for each end product.
  ///   - neighbours: How many arrows of a product are kept.
  ///   - parallel: The threads; the graph does not depend on them.
  /// - Complexity: O(Σ_u n_u · m_u) for n_u and m_u entries of the rows of both.
  init(
    walkingBack from: SparseMatrix, forth to: SparseMatrix, targetScale: [Float],
    neighbours: Int, parallel: Parallel
  ) {
    let rows = parallel.mapChunks(of: from.rows, chunk: 64) { piece in
      let accumulator = AlignedBuffer<Float>(repeating: 0, count: to.columns)
      var touched: [Int32] = []
      return piece.map { product in
        Self.accumulate(product, from, to, accumulator.pointer, &touched)
        return Self.strongest(accumulator.pointer, &touched, targetScale, neighbours)
      }
    }
    self.init(rows: Array(rows.joined()))
  }

  private static func accumulate(
    _ product: Int, _ from: SparseMatrix, _ to: SparseMatrix,
    _ sums: UnsafeMutablePointer<Float>, _ touched: inout [Int32]
  ) {
    to.indices.withUnsafeBufferPointer { indices in
      to.values.withUnsafeBufferPointer { values in
        for step in from.entries(ofRow: product) {
          let factor = from.values[step]
          for entry in to.entries(ofRow: Int(from.indices[step])) {
            let target = Int(indices[entry])
            if sums[target] == 0 { touched.append(indices[entry]) }
            sums[target] += factor * values[entry]
          }
        }
      }
    }
  }

  /// The best of the touched sums, ascending by position; the sums are zero again afterwards.
  private static func strongest(
    _ sums: UnsafeMutablePointer<Float>, _ touched: inout [Int32], _ scale: [Float], _ count: Int
  ) -> [TopSelection.Element] {
    var best = TopSelection(limit: count)
    for target in touched {
      let score = sums[Int(target)] * scale[Int(target)]
      sums[Int(target)] = 0
      if score > 0, score >= best.threshold { best.insert(target, score: score) }
    }
    touched.removeAll(keepingCapacity: true)
    return best.ranked().sorted { $0.position < $1.position }
  }
}

extension SparseMatrix {
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
