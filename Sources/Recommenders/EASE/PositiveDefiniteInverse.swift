import COpenBLAS
import Compute

/// The inverse of a positive definite matrix, in its own place, block by block.
///
/// A = L·Lᵀ by Cholesky, X = L⁻¹, A⁻¹ = Xᵀ·X; only the lower triangle is read. One LAPACK call would overflow
/// 32-bit counters on large matrices and run on one thread; blocks do neither, and their work is shared among
/// threads without changing a bit of the result.
struct PositiveDefiniteInverse {
  private let a: Matrix
  private let n: Int
  private let size: Int
  private let parallel: Parallel

  /// Inverts a matrix, overwriting it.
  ///
  /// - Returns: Whether the matrix was positive definite; if not, its contents are lost.
  /// - Complexity: O(n³) time, O(n · block) memory beside the matrix.
  static func invert(
    _ matrix: Matrix, block: Int = 768, parallel: Parallel, progress: (Double) -> Void = { _ in }
  ) -> Bool {
    BLASThreads.retire()
    let inverse = Self(
      a: matrix, n: matrix.rows, size: max(1, block), parallel: parallel)
    guard inverse.factorise(progress) else { return false }
    inverse.invertTriangle { progress(1.0 / 3 + $0 / 3) }
    inverse.squareTriangle { progress(2.0 / 3 + $0 / 3) }
    inverse.mirror()
    return true
  }

  private var blocks: Int { (n + size - 1) / size }
  private func start(_ block: Int) -> Int { block * size }
  private func length(_ block: Int) -> Int { min(size, n - block * size) }
  private func tile(_ i: Int, _ j: Int) -> UnsafeMutablePointer<Float> {
    a.row(start(i)) + start(j)
  }

  /// C ← C + α·op(A)·op(B) on tiles that lie inside the matrix or in scratch memory.
  private func multiply(
    _ x: UnsafePointer<Float>, _ orientationX: CBLAS_TRANSPOSE, _ widthX: Int,
    _ y: UnsafePointer<Float>, _ orientationY: CBLAS_TRANSPOSE, _ widthY: Int,
    into z: UnsafeMutablePointer<Float>, _ m: Int, _ columns: Int, _ k: Int, alpha: Float
  ) {
    cblas_sgemm(
      CblasRowMajor, orientationX, orientationY, Int32(m), Int32(columns), Int32(k), alpha, x,
      Int32(widthX), y, Int32(widthY), 1, z, Int32(n))
  }

  /// Right-looking Cholesky.
  private func factorise(_ progress: (Double) -> Void) -> Bool {
    for k in 0..<blocks {
      var (order, width, info) = (Int32(length(k)), Int32(n), Int32(0))
      spotrf_("U", &order, tile(k, k), &width, &info)
      guard info == 0 else { return false }
      let rest = blocks - k - 1
      parallel.forEachChunk(of: rest, chunk: 1) { _, piece in
        for i in piece.map({ k + 1 + $0 }) {
          cblas_strsm(
            CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, Int32(length(i)),
            Int32(length(k)), 1, tile(k, k), Int32(n), tile(i, k), Int32(n))
        }
      }
      parallel.forEachChunk(of: rest * rest, chunk: 1) { _, piece in
        for pair in piece {
          let (i, j) = (k + 1 + pair / rest, k + 1 + pair % rest)
          guard j <= i else { continue }
          multiply(
            tile(i, k), CblasNoTrans, n, tile(j, k), CblasTrans, n, into: tile(i, j), length(i),
            length(j), length(k), alpha: -1)
        }
      }
      let left = Double(rest) / Double(blocks)
      progress((1 - left * left * left) / 3)
    }
    return true
  }

  /// L becomes L⁻¹, one column of blocks after the other, each in strips.
  private func invertTriangle(_ progress: (Double) -> Void) {
    let strip = 128
    for j in 0..<blocks {
      let width = length(j)
      let below = n - start(j)
      let old = Matrix(rows: below, columns: width)
      for row in 0..<below {
        old.row(row).update(from: a.row(start(j) + row) + start(j), count: width)
      }
      parallel.forEachChunk(of: width, chunk: strip) { _, columns in
        let x = Matrix(rows: width, columns: columns.count)
        for c in columns { x.row(c)[c - columns.lowerBound] = 1 }
        cblas_strsm(
          CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, Int32(width),
          Int32(columns.count), 1, old.row(0), Int32(width), x.row(0), Int32(columns.count))
        write(x, to: j, j, columns)
        for i in j + 1..<max(j + 1, blocks) {
          solve(row: i, column: j, columns, old: old, diagonal: x)
        }
      }
      progress(Double(j + 1) / Double(blocks))
    }
  }

  private func write(_ x: Matrix, to i: Int, _ j: Int, _ columns: Range<Int>) {
    for row in 0..<x.rows {
      (tile(i, j) + row * n + columns.lowerBound).update(from: x.row(row), count: columns.count)
    }
  }

  /// X_ij = −L_ii⁻¹ · (L_ij·X_jj + Σ_k L_ik·X_kj) for a strip of columns.
  private func solve(
    row i: Int, column j: Int, _ columns: Range<Int>, old: Matrix, diagonal: Matrix
  ) {
    let target = tile(i, j) + columns.lowerBound
    for row in 0..<length(i) {
      (target + row * n).update(repeating: 0, count: columns.count)
    }
    multiply(
      old.row(start(i) - start(j)), CblasNoTrans, old.columns, diagonal.row(0), CblasNoTrans,
      diagonal.columns, into: target, length(i), columns.count, old.columns, alpha: -1)
    for k in j + 1..<max(j + 1, i) {
      multiply(
        tile(i, k), CblasNoTrans, n, tile(k, j) + columns.lowerBound, CblasNoTrans, n,
        into: target, length(i), columns.count, length(k), alpha: -1)
    }
    cblas_strsm(
      CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, Int32(length(i)),
      Int32(columns.count), 1, tile(i, i), Int32(n), target, Int32(n))
  }

  /// X becomes XᵀX, one row of blocks after the other.
  private func squareTriangle(_ progress: (Double) -> Void) {
    for i in 0..<blocks {
      let diagonal = Matrix(rows: length(i), columns: length(i))
      for row in 0..<length(i) {
        // Above the diagonal stand leftovers of the original matrix.
        diagonal.row(row).update(from: tile(i, i) + row * n, count: row + 1)
      }
      parallel.forEachChunk(of: i + 1, chunk: 1) { _, piece in
        for j in piece { square(row: i, column: j, diagonal: diagonal) }
      }
      progress(Double(i + 1) / Double(blocks))
    }
  }

  private func square(row i: Int, column j: Int, diagonal: Matrix) {
    let own = Matrix(rows: length(i), columns: length(j))
    for row in 0..<length(i) {
      let source = i == j ? diagonal.row(row) : tile(i, j) + row * n
      own.row(row).update(from: source, count: length(j))
      (tile(i, j) + row * n).update(repeating: 0, count: length(j))
    }
    multiply(
      diagonal.row(0), CblasTrans, diagonal.columns, own.row(0), CblasNoTrans, own.columns,
      into: tile(i, j), length(i), length(j), length(i), alpha: 1)
    for k in i + 1..<max(i + 1, blocks) {
      multiply(
        tile(k, i), CblasTrans, n, tile(k, j), CblasNoTrans, n, into: tile(i, j), length(i),
        length(j), length(k), alpha: 1)
    }
  }

  private func mirror() {
    parallel.forEachChunk(of: blocks, chunk: 1) { _, piece in
      for i in piece {
        for j in 0...i {
          for row in start(i)..<start(i) + length(i) {
            for column in start(j)..<min(row, start(j) + length(j)) {
              a.row(column)[row] = a.row(row)[column]
            }
          }
        }
      }
    }
  }
}
