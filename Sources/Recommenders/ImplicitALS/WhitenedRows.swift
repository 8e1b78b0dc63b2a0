import CKernels
import Compute

/// The entries of a sparse matrix, laid out for the kernels that solve its rows.
struct WhitenedRows: Sendable {
  let count: Int
  private let offsets: AlignedBuffer<Int64>
  private let indices: AlignedBuffer<Int32>
  private let values: AlignedBuffer<Float>

  init(_ matrix: SparseMatrix) {
    count = matrix.rows
    offsets = AlignedBuffer(unfilled: matrix.offsets.count)
    for (row, offset) in matrix.offsets.enumerated() { offsets.pointer[row] = Int64(offset) }
    indices = AlignedBuffer(unfilled: matrix.count)
    values = AlignedBuffer(unfilled: matrix.count)
    matrix.indices.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { indices.pointer.update(from: base, count: source.count) }
    }
    matrix.values.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { values.pointer.update(from: base, count: source.count) }
    }
  }

  /// The pull of each row, in coordinates where it is a diagonal.
  struct Pull: Sendable {
    /// λ/S by coordinate; see ``Whitening/share``.
    let share: AlignedBuffer<Float>
    /// s by row.
    let multiples: AlignedBuffer<Float>
  }

  /// How many entries a row has.
  func entryCount(ofRow row: Int) -> Int { Int(offsets.pointer[row + 1] - offsets.pointer[row]) }

  /// The entries of a row: which row of the other side, and the strength.
  func entries(ofRow row: Int) -> [(index: Int, strength: Float)] {
    (Int(offsets.pointer[row])..<Int(offsets.pointer[row + 1])).map {
      (Int(indices.pointer[$0]), values.pointer[$0])
    }
  }

  /// Improves the solutions of some rows by conjugate gradients in whitened coordinates.
  ///
  /// `solutions` points at the solution of the first of the rows. Without a `pull`, all rows are pulled alike.
  func solve(
    _ rows: Range<Int>, against factors: Matrix, _ weights: ImplicitWeights, pull: Pull? = nil,
    into solutions: UnsafeMutablePointer<Float>, steps: Int, tolerance: Float = 0
  ) {
    var problem = problem(factors, weights)
    guard let pull else {
      rapport_als_rows(
        &problem, rows.lowerBound, rows.upperBound, solutions, Int32(steps), tolerance)
      return
    }
    var pulled = rapport_als_pull(
      share: pull.share.pointer, multiples: pull.multiples.pointer)
    rapport_als_pulled_rows(
      &problem, &pulled, rows.lowerBound, rows.upperBound, solutions, Int32(steps), tolerance)
  }

  /// Σ over the entries of some rows of w·(1 − x·z)² − w₀·(x·z)².
  func observedLoss(
    _ rows: Range<Int>, against factors: Matrix, _ weights: ImplicitWeights,
    solutions: UnsafePointer<Float>
  ) -> Double {
    var problem = problem(factors, weights)
    return rapport_als_observed_loss(&problem, rows.lowerBound, rows.upperBound, solutions)
  }

  private func problem(_ factors: Matrix, _ weights: ImplicitWeights) -> rapport_als_problem {
    rapport_als_problem(
      factors: factors.row(0), width: factors.columns, offsets: offsets.pointer,
      indices: indices.pointer, values: values.pointer, confidence: weights.confidence,
      unobserved: weights.unobserved)
  }
}

/// The weights of the cells: 1 + confidence·r where observed.
struct ImplicitWeights: Sendable {
  let confidence: Float
  let unobserved: Float
}
