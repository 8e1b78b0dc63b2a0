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

  /// Products × width, of the same size as the random factors.
  ///
  /// - Complexity: O(powers · entries · width).
  static func factors(from random: Matrix, of observed: SparseMatrix, parallel: Parallel) -> Matrix
  {
    let transposed = observed.transposed()
    let (customers, products) = (scales(of: observed), scales(of: transposed))
    let normalised = observed.mapValues { customers[$0] * products[$1] * $2 }
    let back = transposed.mapValues { products[$0] * customers[$1] * $2 }
    var factors = random
    for _ in 0..<powers {
      let image = RandomisedSVD.product(normalised, factors, parallel)
      factors = RandomisedSVD.product(back, image, parallel)
    }
    scale(factors, to: size(of: random))
    return factors
  }

  /// 1 / the square root of the sum of each row; zero for empty rows.
  private static func scales(of matrix: SparseMatrix) -> [Float] {
    (0..<matrix.rows).map { row in
      let sum = matrix.entries(ofRow: row).reduce(Float(0)) { $0 + matrix.values[$1] }
      return sum > 0 ? 1 / sum.squareRoot() : 0
    }
  }

  /// The root of the sum of squares.
  private static func size(of matrix: Matrix) -> Double {
    matrix.elements.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  private static func scale(_ matrix: Matrix, to wanted: Double) {
    let size = size(of: matrix)
    guard size > 0 else { return }
    let factor = Float(wanted / size)
    for row in 0..<matrix.rows {
      for column in 0..<matrix.columns { matrix.row(row)[column] *= factor }
    }
  }
}
