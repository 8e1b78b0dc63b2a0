import CKernels
import Compute
import Testing

@Suite struct `Dense algebra` {
  @Test(arguments: 0..<8) func `multiplies as three loops do`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (m, n, k) = (1 + random.below(9), 1 + random.below(9), 1 + random.below(9))
    let (a, b) = (matrix(m, k, &random), matrix(n, k, &random))
    let c = Matrix(rows: m, columns: n)
    DenseAlgebra.multiply(
      a.row(0), columnsOfA: k, b.row(0), .transposed, columnsOfB: k, into: c.row(0),
      columnsOfC: n, m: m, n: n, k: k)
    for i in 0..<m {
      for j in 0..<n {
        let expected = (0..<k).reduce(0.0) { $0 + Double(a[i, $1]) * Double(b[j, $1]) }
        #expect(abs(Double(c[i, j]) - expected) < 1e-5, "seed \(seed)")
      }
    }
  }

  @Test func `sums a gramian to the same bits on any number of threads`() {
    var random = SeededGenerator(seed: 3)
    let tall = matrix(10_000, 5, &random)
    let one = DenseAlgebra.gramian(of: tall, ridge: 0.5, parallel: Parallel(threads: 1))
    let two = DenseAlgebra.gramian(of: tall, ridge: 0.5, parallel: Parallel(threads: 2))
    #expect(one.elements == two.elements)
    let expected = (0..<10_000).reduce(0.0) { $0 + Double(tall[$1, 1]) * Double(tall[$1, 3]) }
    #expect(abs(Double(one[1, 3]) - expected) < 0.01)
    #expect(one[1, 3] == one[3, 1])
  }

  @Test func `factors a positive definite matrix and inverts the factor`() throws {
    var random = SeededGenerator(seed: 4)
    let gram = DenseAlgebra.gramian(
      of: matrix(40, 6, &random), ridge: 1, parallel: Parallel(threads: 1))
    let lower = try #require(DenseAlgebra.cholesky(of: gram))
    let inverse = DenseAlgebra.inverse(ofLower: lower)
    for i in 0..<6 {
      for j in 0..<6 {
        let product = (0..<6).reduce(0.0) { $0 + Double(lower[i, $1]) * Double(lower[j, $1]) }
        #expect(abs(product - Double(gram[i, j])) < 1e-4)
        let identity = (0..<6).reduce(0.0) { $0 + Double(lower[i, $1]) * Double(inverse[$1, j]) }
        #expect(abs(identity - (i == j ? 1 : 0)) < 1e-5)
      }
    }
  }

  @Test func `refuses to factor a matrix that is not positive definite`() {
    #expect(DenseAlgebra.cholesky(of: Matrix(rows: 2, columns: 2, elements: [1, 2, 2, 1])) == nil)
  }

  @Test(arguments: [0, 1, 7, 16, 33, 100]) func `has a dot kernel that equals its twin`(_ n: Int) {
    var random = SeededGenerator(seed: UInt64(n))
    let a = (0..<n).map { _ in Float(random.normal()) }
    let b = (0..<n).map { _ in Float(random.normal()) }
    let expected = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    #expect(abs(Double(rapport_dot(a, b, n)) - expected) < 1e-4)
  }

  private func matrix(_ rows: Int, _ columns: Int, _ random: inout SeededGenerator) -> Matrix {
    Matrix(
      rows: rows, columns: columns,
      elements: (0..<rows * columns).map { _ in Float(random.normal()) })
  }
}
