import CKernels
import Compute

extension SparseMatrix {
  /// The product of a sparse and a dense matrix.
  ///
  /// - Parameters:
  ///   - dense: As many rows as this one has columns.
  ///   - scales: What each row of the result is multiplied by; 1 if `nil`.
  ///   - result: Where the product goes, in memory that was in use before; new memory if `nil`.
  ///   - parallel: The threads; the result does not depend on them.
  /// - Returns: As many rows as this one, as many columns as the dense one.
  /// - Complexity: O(entries · columns of the dense matrix).
  func times(
    _ dense: Matrix, scalingRowsBy scales: [Float]? = nil, into result: Matrix? = nil,
    parallel: Parallel
  ) -> Matrix {
    let result = result ?? Matrix(unfilledRows: rows, columns: dense.columns)
    parallel.forEachChunk(of: rows, chunk: 256) { _, piece in
      indices.withUnsafeBufferPointer { indices in
        values.withUnsafeBufferPointer { values in
          guard let indices = indices.baseAddress, let values = values.baseAddress else { return }
          for row in piece {
            let (entries, target) = (self.entries(ofRow: row), result.row(row))
            rapport_sparse_row(
              indices + entries.lowerBound, values + entries.lowerBound, entries.count,
              dense.storage.pointer, dense.columns, target)
            guard let scale = scales?[row] else { continue }
            for column in 0..<dense.columns { target[column] *= scale }
          }
        }
      }
    }
    return result
  }
}

extension Matrix {
  /// A matrix that has to be written before it is read.
  init(unfilledRows rows: Int, columns: Int) {
    self.init(
      rows: rows, columns: columns, storage: AlignedBuffer(unfilled: rows * columns))
  }
}
