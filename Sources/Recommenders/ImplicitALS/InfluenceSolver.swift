import Compute

/// Solves A·v = z for one customer's A = I + ZᵤᵀDZᵤ: how a product looks at the customer's purchases.
struct InfluenceSolver {
  let factors: Matrix
  /// One row: the customer's strengths.
  let history: SparseMatrix
  let weights: ImplicitWeights

  /// v of a product, by conjugate gradients in double precision.
  func influence(of product: Int) -> [Float] {
    let width = factors.columns
    var x = [Double](repeating: 0, count: width)
    var residual = (0..<width).map { Double(factors[product, $0]) }
    var direction = residual
    var size = Self.dot(residual, residual)
    let enough = size * 1e-16
    for _ in 0..<min(width, history.count) + 2 where size > enough {
      let image = applied(to: direction)
      let step = size / Self.dot(direction, image)
      for i in 0..<width {
        x[i] += step * direction[i]
        residual[i] -= step * image[i]
      }
      let next = Self.dot(residual, residual)
      for i in 0..<width { direction[i] = residual[i] + next / size * direction[i] }
      size = next
    }
    return x.map(Float.init)
  }

  private func applied(to vector: [Double]) -> [Double] {
    var image = vector
    for entry in history.entries(ofRow: 0) {
      let row = factors.row(Int(history.indices[entry]))
      let extra = weights.confidence * history.values[entry] + 1 - weights.unobserved
      var dot = 0.0
      for i in vector.indices { dot += Double(row[i]) * vector[i] }
      for i in vector.indices { image[i] += Double(extra) * dot * Double(row[i]) }
    }
    return image
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
