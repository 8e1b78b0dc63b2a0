import Compute
import Testing

@Suite struct `A sparse matrix` {
  @Test func `sorts entries and adds up those at one place`() {
    let matrix = SparseMatrix(
      rows: 3, columns: 3,
      entries: [
        .init(row: 2, column: 1, value: 5), .init(row: 0, column: 2, value: 1),
        .init(row: 0, column: 0, value: 2), .init(row: 0, column: 2, value: 3),
      ])
    #expect(matrix.offsets == [0, 2, 2, 3])
    #expect(matrix.indices == [0, 2, 1])
    #expect(matrix.values == [2, 4, 5])
  }

  @Test(arguments: 0..<20) func `equals its dense twin, and so does its transpose`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (rows, columns) = (1 + random.below(6), 1 + random.below(6))
    var dense = [Float](repeating: 0, count: rows * columns)
    let entries = (0..<random.below(30)).map { _ in
      SparseMatrix.Entry(
        row: Int32(random.below(rows)), column: Int32(random.below(columns)),
        value: Float(1 + random.below(9)))
    }
    for entry in entries { dense[Int(entry.row) * columns + Int(entry.column)] += entry.value }
    let matrix = SparseMatrix(rows: rows, columns: columns, entries: entries)
    #expect(expanded(matrix) == dense, "seed \(seed)")
    let transposed = expanded(matrix.transposed())
    for row in 0..<rows {
      for column in 0..<columns {
        #expect(transposed[column * rows + row] == dense[row * columns + column], "seed \(seed)")
      }
    }
  }

  @Test func `keeps its places when values are mapped`() {
    let matrix = SparseMatrix(
      rows: 1, columns: 2, entries: [.init(row: 0, column: 1, value: 3)])
    #expect(matrix.mapValues { row, column, value in Float(row + column) + value }.values == [4])
  }

  private func expanded(_ matrix: SparseMatrix) -> [Float] {
    var dense = [Float](repeating: 0, count: matrix.rows * matrix.columns)
    for row in 0..<matrix.rows {
      for i in matrix.entries(ofRow: row) {
        dense[row * matrix.columns + Int(matrix.indices[i])] = matrix.values[i]
      }
    }
    return dense
  }
}
