import COpenBLAS

/// Dense linear algebra on row-major matrices, by OpenBLAS on one thread per call.
///
/// Parallelism is ours, over row blocks (`Parallel`): OpenBLAS's own threads do not scale on blocks of this
/// size, and results would depend on their number.
public enum DenseAlgebra {
  /// Whether a factor of a product is taken as it is or with rows and columns exchanged.
  public enum Orientation: Sendable {
    /// As it is.
    case plain
    /// Rows and columns exchanged.
    case transposed

    var flag: CBLAS_TRANSPOSE { self == .plain ? CblasNoTrans : CblasTrans }
  }

  /// C ← α·A·B + β·C, with A of m × k and B of k × n after orientation.
  public static func multiply(
    _ a: UnsafePointer<Float>, _ orientationA: Orientation = .plain, columnsOfA: Int,
    _ b: UnsafePointer<Float>, _ orientationB: Orientation = .plain, columnsOfB: Int,
    into c: UnsafeMutablePointer<Float>, columnsOfC: Int,
    m: Int, n: Int, k: Int, alpha: Float = 1, beta: Float = 0
  ) {
    BLASThreads.retire()
    cblas_sgemm(
      CblasRowMajor, orientationA.flag, orientationB.flag, Int32(m), Int32(n), Int32(k), alpha, a,
      Int32(columnsOfA), b, Int32(columnsOfB), beta, c, Int32(columnsOfC))
  }

  /// AᵀA + ridge·I of a tall matrix, summed over blocks of 4096 rows in row order.
  ///
  /// - Complexity: O(rows · columns²); memory of one columns² block per 4096 rows.
  public static func gramian(of a: Matrix, ridge: Float = 0, parallel: Parallel) -> Matrix {
    BLASThreads.retire()
    let f = a.columns
    let parts = parallel.mapChunks(of: a.rows, chunk: 4096) { piece -> Matrix in
      let part = Matrix(rows: f, columns: f)
      cblas_ssyrk(
        CblasRowMajor, CblasUpper, CblasTrans, Int32(f), Int32(piece.count), 1,
        a.row(piece.lowerBound), Int32(f), 0, part.row(0), Int32(f))
      return part
    }
    let sum = Matrix(rows: f, columns: f)
    for part in parts { cblas_saxpy(Int32(f * f), 1, part.row(0), 1, sum.row(0), 1) }
    for i in 0..<f {
      sum.row(i)[i] += ridge
      for j in 0..<i { sum.row(i)[j] = sum[j, i] }
    }
    return sum
  }

  /// The lower triangle L of A = L·Lᵀ, zeros above it, or `nil` where A is not positive definite.
  ///
  /// - Complexity: O(n³ / 3).
  public static func cholesky(of a: Matrix) -> Matrix? {
    BLASThreads.retire()
    let lower = Matrix(rows: a.rows, columns: a.columns, elements: a.elements)
    var (n, info) = (Int32(a.rows), Int32(0))
    // LAPACK counts by columns, so its upper triangle is our lower one.
    spotrf_("U", &n, lower.row(0), &n, &info)
    guard info == 0 else { return nil }
    for i in 0..<a.rows { for j in (i + 1)..<max(i + 1, a.columns) { lower.row(i)[j] = 0 } }
    return lower
  }

  /// The inverse of a lower triangle.
  ///
  /// - Complexity: O(n³ / 3).
  public static func inverse(ofLower lower: Matrix) -> Matrix {
    BLASThreads.retire()
    let inverse = Matrix(rows: lower.rows, columns: lower.columns)
    for i in 0..<lower.rows { inverse.row(i)[i] = 1 }
    cblas_strsm(
      CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, Int32(lower.rows),
      Int32(lower.rows), 1, lower.row(0), Int32(lower.rows), inverse.row(0), Int32(lower.rows))
    return inverse
  }
}
