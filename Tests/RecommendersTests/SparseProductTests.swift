import Compute
import Testing

@testable import Recommenders

@Suite struct `A sparse matrix times a dense one` {
  /// The obvious twin, in double precision.
  private func twin(_ a: SparseMatrix, _ b: Matrix, _ scales: [Float]?) -> [Float] {
    (0..<a.rows).flatMap { row in
      (0..<b.columns).map { column in
        let sum = a.entries(ofRow: row).reduce(0.0) {
          $0 + Double(a.values[$1]) * Double(b[Int(a.indices[$1]), column])
        }
        return Float(sum * Double(scales?[row] ?? 1))
      }
    }
  }

  @Test(arguments: [1, 3, 15, 16, 17, 64, 80, 143]) func `is what its twin says`(width: Int) {
    var random = SeededGenerator(seed: 8, stream: UInt64(width))
    let (rows, columns) = (300, 41)
    let entries = (0..<900).map { _ in
      SparseMatrix.Entry(
        row: Int32(random.below(rows)), column: Int32(random.below(columns)),
        value: Float(random.uniform()))
    }
    let sparse = SparseMatrix(rows: rows, columns: columns, entries: entries)
    let dense = Matrix(
      rows: columns, columns: width,
      elements: (0..<columns * width).map { _ in Float(random.normal()) })
    let scales = (0..<rows).map { _ in Float(random.uniform()) }
    for scales in [nil, scales] {
      let expected = twin(sparse, dense, scales)
      let found = sparse.times(dense, scalingRowsBy: scales, parallel: Parallel(threads: 1))
      for (a, b) in zip(found.elements, expected) { #expect(abs(a - b) < 1e-4) }
      let shared = sparse.times(dense, scalingRowsBy: scales, parallel: Parallel(threads: 3))
      #expect(shared.elements == found.elements)
    }
  }
}
