import COpenBLAS
import Compute

/// The coordinates in which one side's Gramian and the mean pull towards zero are the identity.
///
/// G = w₀YᵀY + λI = B·Bᵀ, z = B⁻¹y. Where every row is pulled alike, B is the Cholesky root. Where rows are
/// pulled by their own multiple s of λ, B = Q·S^½ from the eigenvectors Q of YᵀY and S = w₀Λ + λ: there the
/// difference (s − 1)·λI becomes the diagonal (s − 1)·λ/S, which no other root has.
struct Whitening {
  /// B: y = B·z.
  let root: Matrix
  /// B⁻¹; rows of plain factors become whitened by multiplying with its transpose.
  let inverse: Matrix
  /// λ/S by coordinate: which part of its curvature the mean pull is.
  ///
  /// Ones where every row is pulled alike.
  let share: AlignedBuffer<Float>

  /// By the Cholesky root: for rows that are all pulled alike.
  ///
  /// - Parameter gramian: w₀YᵀY + λI.
  init(evenly gramian: Matrix) {
    root = DenseAlgebra.stableCholesky(of: gramian)
    inverse = DenseAlgebra.inverse(ofLower: root)
    share = AlignedBuffer(repeating: 1, count: gramian.rows)
  }

  /// By the eigenvectors: for rows that are pulled unlike each other.
  ///
  /// - Parameters:
  ///   - gramian: w₀YᵀY, overwritten.
  ///   - pull: λ, the mean pull.
  init(unevenly gramian: Matrix, pull: Float) {
    let n = gramian.rows
    root = Matrix(rows: n, columns: n)
    inverse = Matrix(rows: n, columns: n)
    share = AlignedBuffer(repeating: 1, count: n)
    let values = Self.eigenvectors(inPlaceOf: gramian)
    for k in 0..<n {
      // Rounding may leave the smallest eigenvalues a little below zero.
      let curvature = max(0, values[k]) + pull
      share.pointer[k] = pull / curvature
      let scale = curvature.squareRoot()
      for i in 0..<n {
        inverse.row(k)[i] = gramian[k, i] / scale
        root.row(i)[k] = gramian[k, i] * scale
      }
    }
  }

  /// Replaces a symmetric matrix by its eigenvectors as rows, and returns their values, ascending.
  private static func eigenvectors(inPlaceOf symmetric: Matrix) -> [Float] {
    BLASThreads.retire()
    let n = symmetric.rows
    var values = [Float](repeating: 0, count: n)
    var (order, info) = (Int32(n), Int32(0))
    var (workSize, integerSize) = (Int32(1 + 6 * n + 2 * n * n), Int32(3 + 5 * n))
    var work = [Float](repeating: 0, count: Int(workSize))
    var integers = [Int32](repeating: 0, count: Int(integerSize))
    ssyevd_(
      "V", "U", &order, symmetric.row(0), &order, &values, &work, &workSize, &integers,
      &integerSize, &info)
    return values
  }
}
