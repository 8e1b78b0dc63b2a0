import COpenBLAS
import Compute
import Foundation

/// Product factors to begin with that already know which products go together.
///
/// Random factors are multiplied by NᵀN, where N is the purchases divided by the square roots of the sums of their
/// customer and of their product: two steps of a search for the patterns that are strongest once big buyers and
/// bestsellers count no more than others (Halko, Martinsson and Tropp 2011, without turning them into singular
/// vectors: the solver whitens whatever it is given). A random start first finds the patterns of bestsellers
/// and unlearns them over several iterations.
struct PatternStart {
  /// How often the random factors are multiplied.
  static let powers = 2

  /// Multiplies random factors by what customers have bought, in place; their size stays.
  ///
  /// - Parameters:
  ///   - random: The random factors, products × width.
  ///   - observed: Customers × products.
  ///   - transposed: The same the other way round.
  ///   - parallel: The threads; the result does not depend on them.
  /// - Complexity: O(powers · entries · width).
  static func sharpen(
    _ random: Matrix, by observed: SparseMatrix, _ transposed: SparseMatrix, parallel: Parallel
  ) {
    // To scale the rows of what comes out of each product is to scale the purchases.
    let (customers, products) = (shares(of: observed), shares(of: transposed))
    let half = products.map { $0.squareRoot() }
    let (before, image) = (
      random.size, Matrix(unfilledRows: observed.rows, columns: random.columns)
    )
    random.scaleRows(by: half)
    for power in 1...powers {
      _ = observed.times(random, scalingRowsBy: customers, into: image, parallel: parallel)
      _ = transposed.times(
        image, scalingRowsBy: power < powers ? products : half, into: random, parallel: parallel)
    }
    let (count, size) = (Int32(random.rows * random.columns), random.size)
    if size > 0 { cblas_sscal(count, before / size, random.storage.pointer, 1) }
  }

  /// 1 / the sum of each row; zero for empty rows.
  private static func shares(of matrix: SparseMatrix) -> [Float] {
    matrix.values.withUnsafeBufferPointer { values in
      (0..<matrix.rows).map { row in
        var sum: Float = 0
        for entry in matrix.entries(ofRow: row) { sum += values[entry] }
        return sum > 0 ? 1 / sum : 0
      }
    }
  }
}

extension Matrix {
  /// The root of the sum of squares.
  fileprivate var size: Float { cblas_snrm2(Int32(rows * columns), storage.pointer, 1) }

  fileprivate func scaleRows(by scales: [Float]) {
    for row in 0..<rows {
      for column in 0..<columns { self.row(row)[column] *= scales[row] }
    }
  }
}
