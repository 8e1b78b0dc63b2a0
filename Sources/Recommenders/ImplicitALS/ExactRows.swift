import COpenBLAS
import Compute

/// Solves a row's equations exactly, by the smaller of two systems.
///
/// In whitened coordinates a row's equations are (P + ZᵀDZ)x = Zᵀw, with P the diagonal of its pull. A row of
/// n entries has n rows in Z: with fewer than there are factors, the dual system of n equations
/// (I + D^½ZP⁻¹ZᵀD^½)v = D^(−½)w, x = P⁻¹ZᵀD^½v is the smaller one (Woodbury); otherwise the primal.
struct ExactRows {
  let rows: WhitenedRows
  let factors: Matrix
  let weights: ImplicitWeights
  let pull: WhitenedRows.Pull?

  /// Solves some rows; `solutions` points at that of the first of them.
  ///
  /// - Complexity: O(n·factors·m + m³/3) a row of n entries, with m = min(n, factors).
  func solve(_ piece: Range<Int>, into solutions: UnsafeMutablePointer<Float>) {
    BLASThreads.retire()
    let width = factors.columns
    for row in piece {
      let target = solutions + (row - piece.lowerBound) * width
      target.update(repeating: 0, count: width)
      let entries = rows.entries(ofRow: row)
      guard !entries.isEmpty else { continue }
      let roots = rootsOfPull(row)
      let system = scaledRows(entries, roots)
      let isSolved =
        entries.count < width
        ? dual(entries, system, target) : primal(entries, system, target)
      guard isSolved else {
        // Never in exact arithmetic; many steps are the answer to a breakdown by rounding.
        rows.solve(
          row..<row + 1, against: factors, weights, pull: pull, into: target, steps: 60)
        continue
      }
      for k in 0..<width { target[k] /= roots[k] }
    }
  }

  /// P^½.
  private func rootsOfPull(_ row: Int) -> [Float] {
    guard let pull else { return [Float](repeating: 1, count: factors.columns) }
    let more = pull.multiples.pointer[row] - 1
    return (0..<factors.columns).map { (1 + more * pull.share.pointer[$0]).squareRoot() }
  }

  /// D = w − w₀ of an entry; strengths above zero keep it above zero.
  private func extra(_ strength: Float) -> Float {
    max(0, weights.confidence * strength + 1 - weights.unobserved)
  }

  /// D^½·Z·P^(−½).
  private func scaledRows(
    _ entries: [(index: Int, strength: Float)], _ roots: [Float]
  ) -> Matrix {
    let scaled = Matrix(rows: entries.count, columns: factors.columns)
    for (i, entry) in entries.enumerated() {
      let (source, target) = (factors.row(entry.index), scaled.row(i))
      let d = extra(entry.strength).squareRoot()
      for k in 0..<factors.columns { target[k] = d * source[k] / roots[k] }
    }
    return scaled
  }

  /// D^(−½)·w, the right-hand side in the dual.
  private func demands(_ entries: [(index: Int, strength: Float)]) -> [Float] {
    entries.map { entry in
      let d = extra(entry.strength)
      return d > 0 ? (d + weights.unobserved) / d.squareRoot() : 0
    }
  }

  private func dual(
    _ entries: [(index: Int, strength: Float)], _ scaled: Matrix,
    _ x: UnsafeMutablePointer<Float>
  ) -> Bool {
    let (n, width) = (entries.count, factors.columns)
    var v = demands(entries)
    guard Self.solve(scaled, n, transposed: false, &v) else { return false }
    cblas_sgemv(
      CblasRowMajor, CblasTrans, Int32(n), Int32(width), 1, scaled.row(0), Int32(width), &v, 1, 0,
      x, 1)
    return true
  }

  private func primal(
    _ entries: [(index: Int, strength: Float)], _ scaled: Matrix,
    _ x: UnsafeMutablePointer<Float>
  ) -> Bool {
    let (n, width) = (entries.count, factors.columns)
    var v = demands(entries)
    var b = [Float](repeating: 0, count: width)
    cblas_sgemv(
      CblasRowMajor, CblasTrans, Int32(n), Int32(width), 1, scaled.row(0), Int32(width), &v, 1, 0,
      &b, 1)
    guard Self.solve(scaled, width, transposed: true, &b) else { return false }
    x.update(from: b, count: width)
    return true
  }

  /// Solves (I + S·Sᵀ)v = b, or (I + Sᵀ·S)v = b where transposed, in place.
  private static func solve(
    _ scaled: Matrix, _ order: Int, transposed: Bool, _ b: inout [Float]
  ) -> Bool {
    var system = [Float](repeating: 0, count: order * order)
    for i in 0..<order { system[i * order + i] = 1 }
    let inner = transposed ? scaled.rows : scaled.columns
    cblas_ssyrk(
      CblasRowMajor, CblasLower, transposed ? CblasTrans : CblasNoTrans, Int32(order),
      Int32(inner), 1, scaled.row(0), Int32(scaled.columns), 1, &system, Int32(order))
    var (n, one, width, info) = (Int32(order), Int32(1), Int32(order), Int32(0))
    // LAPACK counts by columns, so its upper triangle is our lower one.
    sposv_("U", &n, &one, &system, &width, &b, &width, &info)
    return info == 0
  }
}
