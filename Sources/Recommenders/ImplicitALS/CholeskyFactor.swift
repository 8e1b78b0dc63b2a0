/// The triangle L of a symmetric A = L·Lᵀ with eigenvalues of at least 1, in double precision.
struct CholeskyFactor {
  private var lower: [Double]
  private let order: Int

  /// Factors the matrix whose lower triangle is given, row after row.
  ///
  /// - Complexity: O(n³ / 3).
  init(ofLower matrix: [Double], order: Int) {
    lower = matrix
    self.order = order
    for i in 0..<order {
      for j in 0..<i { lower[i * order + j] = remainder(i, j) / lower[j * order + j] }
      // At least 1 in exact arithmetic; rounding must not make a root of less.
      lower[i * order + i] = max(1, remainder(i, i)).squareRoot()
    }
  }

  /// x of A·x = b.
  ///
  /// - Complexity: O(n²).
  func solve(_ b: [Double]) -> [Double] {
    var x = b
    for i in 0..<order {
      for j in 0..<i { x[i] -= lower[i * order + j] * x[j] }
      x[i] /= lower[i * order + i]
    }
    for i in (0..<order).reversed() {
      x[i] /= lower[i * order + i]
      for j in 0..<i { x[j] -= lower[i * order + j] * x[i] }
    }
    return x
  }

  private func remainder(_ i: Int, _ j: Int) -> Double {
    lower.withUnsafeBufferPointer { lower in
      var sum = lower[i * order + j]
      for k in 0..<j { sum -= lower[i * order + k] * lower[j * order + k] }
      return sum
    }
  }
}
