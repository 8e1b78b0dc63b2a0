import Compute
import Testing

@testable import Recommenders

@Suite struct `An influence solver` {
  private static let width = 6

  /// Gauss–Jordan on A = I + ZᵀDZ written out, the slow twin.
  private static func twin(
    _ factors: Matrix, _ history: [(product: Int, strength: Float)], on product: Int,
    _ weights: ImplicitWeights
  ) -> [Double] {
    var a = (0..<width).map { i in (0..<width).map { $0 == i ? 1.0 : 0.0 } }
    for (row, strength) in history {
      let d = Double(weights.confidence * strength) + 1 - Double(weights.unobserved)
      for i in 0..<width {
        for j in 0..<width { a[i][j] += d * Double(factors[row, i]) * Double(factors[row, j]) }
      }
    }
    var x = (0..<width).map { Double(factors[product, $0]) }
    for pivot in 0..<width {
      for row in 0..<width where row != pivot {
        let factor = a[row][pivot] / a[pivot][pivot]
        for column in 0..<width { a[row][column] -= factor * a[pivot][column] }
        x[row] -= factor * x[pivot]
      }
    }
    for i in 0..<width { x[i] /= a[i][i] }
    return history.map { row, _ in
      (0..<width).reduce(0) { $0 + Double(factors[row, $1]) * x[$1] }
    }
  }

  @Test(arguments: [0, 1, 3, 6, 7, 20])
  func `agrees with the equations written out, for few purchases and for many`(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count) + 11)
    let factors = Matrix(
      rows: 24, columns: Self.width,
      elements: (0..<24 * Self.width).map { _ in Float.random(in: -2...2, using: &generator) })
    let history = (0..<count).map { ($0, Float.random(in: 0...5, using: &generator)) }
    for weights in [
      ImplicitWeights(confidence: 40, unobserved: 1),
      ImplicitWeights(confidence: 1, unobserved: 0.1),
    ] {
      let solver = InfluenceSolver(
        factors: factors,
        history: SparseMatrix(
          rows: 1, columns: 24,
          entries: history.map { .init(row: 0, column: Int32($0.0), value: $0.1) }),
        weights: weights)
      for (product, found) in solver.influences(on: Array(0..<24)).enumerated() {
        let expected = Self.twin(factors, history, on: product, weights)
        #expect(found.count == expected.count)
        for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-5, "\(count) \(weights)") }
      }
    }
  }
}
