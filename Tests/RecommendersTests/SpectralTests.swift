import Commerce
import Compute
import Foundation
import Testing

@testable import Recommenders

@Suite struct `A randomised decomposition` {
  /// A random sparse matrix with a decaying spectrum.
  private let matrix: SparseMatrix = {
    var generator = SeededGenerator(seed: 3)
    var entries: [SparseMatrix.Entry] = []
    for row in 0..<60 {
      for column in 0..<40 where generator.uniform() < 0.15 + (row % 3 == column % 3 ? 0.5 : 0) {
        entries.append(.init(row: Int32(row), column: Int32(column), value: 1))
      }
    }
    return SparseMatrix(rows: 60, columns: 40, entries: entries)
  }()

  private func decomposition(rank: Int, threads: Int = 1) -> RandomisedSVD {
    RandomisedSVD(
      of: matrix, rank: rank, iterations: 20, seed: 1, parallel: Parallel(threads: threads)
    ) { _ in }
  }

  /// AᵀA·v computed the slow way.
  private func twin(_ v: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: matrix.columns)
    for row in 0..<matrix.rows {
      let inner = matrix.entries(ofRow: row).reduce(0) {
        $0 + Double(matrix.values[$1]) * v[Int(matrix.indices[$1])]
      }
      for i in matrix.entries(ofRow: row) {
        result[Int(matrix.indices[i])] += inner * Double(matrix.values[i])
      }
    }
    return result
  }

  @Test func `finds eigenvectors of the squared matrix`() {
    let svd = decomposition(rank: 5)
    for k in 0..<5 {
      let v = (0..<matrix.columns).map { Double(svd.vectors[$0, k]) }
      let square = Double(svd.values[k]) * Double(svd.values[k])
      for (image, x) in zip(twin(v), v) { #expect(abs(image - square * x) < 2e-3 * square) }
    }
  }

  @Test func `gives orthonormal vectors, the strongest first`() {
    let svd = decomposition(rank: 8)
    #expect(svd.values == svd.values.sorted(by: >))
    let gramian = DenseAlgebra.gramian(of: svd.vectors, parallel: Parallel(threads: 1))
    for i in 0..<8 {
      for j in 0..<8 { #expect(abs(gramian[i, j] - (i == j ? 1 : 0)) < 1e-3) }
    }
  }

  @Test func `is the same on any number of threads`() {
    #expect(
      decomposition(rank: 4).vectors.elements == decomposition(rank: 4, threads: 3).vectors.elements
    )
  }

  @Test func `survives matrices of low rank`() {
    let entries = (0..<10).flatMap { row in
      (0..<6).map { SparseMatrix.Entry(row: Int32(row), column: $0, value: 1) }
    }
    let svd = RandomisedSVD(
      of: SparseMatrix(rows: 10, columns: 6, entries: entries), rank: 4, iterations: 3, seed: 1,
      parallel: Parallel(threads: 1)
    ) { _ in }
    #expect(abs(svd.values[0] - Float(60).squareRoot()) < 1e-3)
    #expect(svd.values.dropFirst().allSatisfy { $0 < 1e-2 })
    #expect(svd.vectors.elements.allSatisfy { $0.isFinite })
  }
}

@Suite struct `A spectral model` {
  @Test func `has two halves that agree where all patterns are kept softly`() throws {
    // With σ² as the filter V·σ²·Vᵀ is R̃ᵀR̃, and the halves differ by degrees alone: from one purchase of j,
    // the patterns give C[j, i] / d_j to product i, the direct neighbours C[j, i] / √(d_j·d_i).
    let log = RecommenderShop.log
    let probes = PurchaseLog(log.products.ids.map { bought($0.text, by: "only \($0)") })
    func scores(_ algorithm: Spectral) throws -> (Matrix, Histories) {
      let model = try algorithm.fit(log, asOf: closingDay, environment: FitEnvironment())
      let histories = Histories(probes, for: model.products)
      let all = 0..<histories.customers.count
      return (model.scores(for: all, in: histories, asOf: closingDay), histories)
    }
    let (patterns, _) = try scores(Spectral(factors: 20, softness: 2, linearWeight: 0))
    let (both, histories) = try scores(Spectral(factors: 20, softness: 2, linearWeight: 1))
    let degrees = PurchaseStrength(.once).matrix(
      of: log, customers: 0..<log.customers.count, asOf: closingDay
    ).columnSums
    for probe in 0..<histories.customers.count {
      let source = Int(
        histories.log.columns.product[histories.log.lines(ofCustomer: probe).lowerBound])
      for product in 0..<log.products.count {
        let linear = both[probe, product] - patterns[probe, product]
        let expected = patterns[probe, product] * (degrees[source] / degrees[product]).squareRoot()
        #expect(abs(linear - expected) < 1e-3)
      }
    }
  }
}
