/// Symmetric matrices of a handful of rows, as standard errors need them.
enum SmallMatrix {
  /// The lower triangle L with L Lᵀ = A, or `nil` where A is not positive definite.
  static func cholesky(_ a: [[Double]]) -> [[Double]]? {
    var l = a
    for i in a.indices {
      for j in 0...i {
        var sum = a[i][j]
        for k in 0..<j { sum -= l[i][k] * l[j][k] }
        if i == j {
          guard sum > 1e-14 * abs(a[i][i]), sum.isFinite else { return nil }
          l[i][i] = sum.squareRoot()
        } else {
          l[i][j] = sum / l[j][j]
        }
      }
    }
    return l
  }

  /// The x with A x = b, or `nil` where A is not positive definite.
  static func solve(_ a: [[Double]], _ b: [Double]) -> [Double]? {
    guard let l = cholesky(a) else { return nil }
    var x = b
    for i in x.indices {
      for k in 0..<i { x[i] -= l[i][k] * x[k] }
      x[i] /= l[i][i]
    }
    for i in x.indices.reversed() {
      for k in (i + 1)..<max(i + 1, x.count) { x[i] -= l[k][i] * x[k] }
      x[i] /= l[i][i]
    }
    return x
  }

  /// The diagonal of the inverse, or `nil` where the matrix is not positive definite.
  static func inverseDiagonal(_ a: [[Double]]) -> [Double]? {
    var diagonal: [Double] = []
    for i in a.indices {
      var unit = [Double](repeating: 0, count: a.count)
      unit[i] = 1
      guard let column = solve(a, unit) else { return nil }
      diagonal.append(column[i])
    }
    return diagonal
  }
}
