import Compute
import Testing

@Suite struct `OpenBLAS without its own threads` {
  @Test func `multiplies and factors as ever`() throws {
    BLASThreads.retire()
    BLASThreads.retire()
    let n = 300
    let a = Matrix(
      rows: n, columns: n, elements: (0..<n * n).map { Float(($0 * 7919) % 101) / 101 - 0.5 })
    let gramian = DenseAlgebra.gramian(of: a, ridge: 1, parallel: Parallel(threads: 2))
    var sum: Float = 1
    for row in 0..<n { sum += a[row, 3] * a[row, 3] }
    #expect(abs(gramian[3, 3] - sum) < 1e-3)
    let lower = try #require(DenseAlgebra.cholesky(of: gramian))
    var product: Float = 0
    for k in 0...3 { product += lower[5, k] * lower[3, k] }
    #expect(abs(product - gramian[5, 3]) < 1e-3)
  }
}
