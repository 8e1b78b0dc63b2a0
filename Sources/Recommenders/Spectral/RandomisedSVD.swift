import COpenBLAS
import Compute
import Foundation

/// The leading right singular vectors of a sparse matrix, by randomised subspace iteration.
///
/// A random subspace of a few more dimensions than asked for is multiplied by AᵀA and made orthonormal again
/// a number of times, then turned onto the singular vectors inside it (Halko, Martinsson and Tropp 2011).
struct RandomisedSVD {
  /// Columns × rank: the singular vectors as columns, the strongest first.
  let vectors: Matrix
  /// The singular values, descending.
  let values: [Float]

  /// Dimensions beyond those asked for, which sharpen the last ones.
  private static let oversampling = 16

  /// Decomposes a matrix, at most to its rank.
  ///
  /// - Parameters:
  ///   - matrix: The sparse matrix A.
  ///   - rank: How many singular vectors.
  ///   - iterations: How often the subspace is multiplied by AᵀA.
  ///   - seed: Where the random subspace starts.
  ///   - parallel: The threads; the result does not depend on them.
  ///   - progress: Told the finished fraction.
  /// - Complexity: O(iterations · (entries · rank + columns · rank²)).
  init(
    of matrix: SparseMatrix, rank: Int, iterations: Int, seed: UInt64, parallel: Parallel,
    progress: (Double) -> Void
  ) {
    let width = max(1, min(rank + Self.oversampling, min(matrix.rows, matrix.columns)))
    let transposed = matrix.transposed()
    var subspace = Self.random(rows: matrix.columns, columns: width, seed: seed, parallel)
    subspace = Self.orthonormal(subspace, parallel)
    for iteration in 0..<iterations {
      let image = matrix.times(subspace, parallel: parallel)
      subspace = Self.orthonormal(transposed.times(image, parallel: parallel), parallel)
      progress(Double(iteration + 1) / Double(iterations + 1))
    }
    let image = matrix.times(subspace, parallel: parallel)
    let (values, rotation) = Self.eigen(
      of: DenseAlgebra.gramian(of: image, parallel: parallel))
    let kept = min(rank, width)
    let turned = Self.product(subspace, rotation, columns: kept, parallel)
    vectors = turned
    self.values = values.prefix(kept).map { max(0, $0).squareRoot() }
  }

  private static func random(
    rows: Int, columns: Int, seed: UInt64, _ parallel: Parallel
  ) -> Matrix {
    let matrix = Matrix(rows: rows, columns: columns)
    parallel.forEachChunk(of: rows, chunk: 256) { _, piece in
      for row in piece {
        var generator = SeededGenerator(seed: seed, stream: UInt64(row))
        for column in 0..<columns { matrix.row(row)[column] = Float(generator.normal()) }
      }
    }
    return matrix
  }

  /// Dense × the leading columns of a square matrix.
  private static func product(
    _ a: Matrix, _ b: Matrix, columns: Int, _ parallel: Parallel
  ) -> Matrix {
    let result = Matrix(rows: a.rows, columns: columns)
    parallel.forEachChunk(of: a.rows, chunk: 1024) { _, piece in
      DenseAlgebra.multiply(
        a.row(piece.lowerBound), columnsOfA: a.columns, b.row(0), columnsOfB: b.columns,
        into: result.row(piece.lowerBound), columnsOfC: columns, m: piece.count, n: columns,
        k: a.columns)
    }
    return result
  }

  /// An orthonormal basis of the same space: A·Q·Λ^(−1/2) by the eigenvectors of AᵀA, twice.
  ///
  /// Directions that are numerically nothing become zero columns, so matrices of low rank do no harm.
  private static func orthonormal(_ a: Matrix, _ parallel: Parallel) -> Matrix {
    var basis = a
    for _ in 0..<2 {
      let (values, vectors) = eigen(of: DenseAlgebra.gramian(of: basis, parallel: parallel))
      let floor = (values.first ?? 0) * 1e-9
      for column in 0..<vectors.columns {
        let scale = values[column] > floor ? 1 / values[column].squareRoot() : 0
        for row in 0..<vectors.rows { vectors.row(row)[column] *= scale }
      }
      basis = product(basis, vectors, columns: vectors.columns, parallel)
    }
    return basis
  }

  /// Eigenvalues, descending, and eigenvectors as columns, each with its largest element positive.
  private static func eigen(of symmetric: Matrix) -> (values: [Float], vectors: Matrix) {
    let n = symmetric.rows
    var a = symmetric.elements
    var values = [Float](repeating: 0, count: n)
    var (order, info) = (Int32(n), Int32(0))
    var (workSize, integerSize) = (Int32(1 + 6 * n + 2 * n * n), Int32(3 + 5 * n))
    var work = [Float](repeating: 0, count: Int(workSize))
    var integers = [Int32](repeating: 0, count: Int(integerSize))
    ssyevd_(
      "V", "U", &order, &a, &order, &values, &work, &workSize, &integers, &integerSize, &info)
    // LAPACK's columns are our rows, ascending.
    let vectors = Matrix(rows: n, columns: n)
    for k in 0..<n {
      let source = (n - 1 - k) * n
      let largest = (0..<n).max { abs(a[source + $0]) < abs(a[source + $1]) } ?? 0
      let sign: Float = a[source + largest] < 0 ? -1 : 1
      for i in 0..<n { vectors.row(i)[k] = sign * a[source + i] }
    }
    return (values.reversed(), vectors)
  }
}
