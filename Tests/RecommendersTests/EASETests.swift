import Commerce
import Compute
import Foundation
import Testing

@testable import Recommenders

@Suite struct `An inverse in blocks` {
  /// A random positive definite matrix.
  private func matrix(_ n: Int) -> Matrix {
    var generator = SeededGenerator(seed: UInt64(n))
    let root = Matrix(rows: n + 5, columns: n)
    for i in 0..<(n + 5) * n { root.storage.pointer[i] = Float(generator.normal()) }
    return DenseAlgebra.gramian(of: root, ridge: Float(n), parallel: Parallel(threads: 1))
  }

  @Test(arguments: [(1, 4), (7, 3), (24, 8), (50, 50), (65, 16)])
  func `times the matrix is the identity`(n: Int, block: Int) {
    let original = matrix(n)
    let inverse = matrix(n)
    #expect(PositiveDefiniteInverse.invert(inverse, block: block, parallel: Parallel(threads: 1)))
    for i in 0..<n {
      for j in 0..<n {
        let cell = (0..<n).reduce(0.0) { $0 + Double(original[i, $1]) * Double(inverse[$1, j]) }
        #expect(abs(cell - (i == j ? 1 : 0)) < 1e-4, "\(i), \(j)")
      }
    }
  }

  @Test func `is the same on any number of threads`() {
    let (one, three) = (matrix(40), matrix(40))
    #expect(PositiveDefiniteInverse.invert(one, block: 8, parallel: Parallel(threads: 1)))
    #expect(PositiveDefiniteInverse.invert(three, block: 8, parallel: Parallel(threads: 3)))
    #expect(one.elements == three.elements)
  }

  @Test func `refuses what is not positive definite`() {
    let matrix = Matrix(rows: 2, columns: 2, elements: [1, 2, 2, 1])
    #expect(!PositiveDefiniteInverse.invert(matrix, parallel: Parallel(threads: 1)))
  }
}

@Suite struct `An EASE model` {
  // The weights satisfy the optimality conditions: the gradient of the loss is zero off the diagonal.
  // With every pattern kept, the low-rank form solves the same problem for the normalised matrix.
  @Test(arguments: [EASE.Form.dense, .lowRank])
  func `predicts each product from the others as well as can be`(form: EASE.Form) throws {
    let log = RecommenderShop.log
    let model = try EASE(form: form, regularisation: 3).fit(
      log, asOf: closingDay, environment: FitEnvironment())
    let bought = PurchaseStrength(.once).matrix(
      of: log, customers: 0..<log.customers.count, asOf: closingDay)
    let n = log.products.count
    let (rows, columns) = (bought.rowSums.map(Double.init), bought.columnSums.map(Double.init))
    var r = [[Double]](repeating: [Double](repeating: 0, count: n), count: bought.rows)
    for row in 0..<bought.rows {
      for i in bought.entries(ofRow: row) {
        let j = Int(bought.indices[i])
        r[row][j] = form == .dense ? 1 : 1 / (rows[row] * columns[j]).squareRoot()
      }
    }
    let squares = r.joined().reduce(0) { $0 + $1 * $1 }
    let lambda = 3 * squares / Double(bought.count)
    let b = (0..<n).map { j in
      (0..<n).map { i in
        Double(model.weights.weight(from: j, to: i))
          * (form == .dense ? 1 : (columns[j] / columns[i]).squareRoot())
      }
    }
    for i in 0..<n {
      let residual = r.map { row in row[i] - (0..<n).reduce(0) { $0 + row[$1] * b[$1][i] } }
      for j in 0..<n where j != i {
        let slope = zip(r, residual).reduce(0) { $0 + $1.0[j] * $1.1 } - lambda * b[j][i]
        #expect(abs(slope) < 1e-3)
      }
      #expect(b[i][i] == 0)
    }
  }

  @Test func `takes only the most bought where told to`() throws {
    let log = RecommenderShop.log
    let model = try EASE(maximumProducts: 5).fit(
      log, asOf: closingDay, environment: FitEnvironment())
    let partners = (0..<log.products.count).filter { source in
      (0..<log.products.count).contains { model.weights.weight(from: source, to: $0) != 0 }
    }
    #expect(partners.count == 5)
  }

  @Test func `says how much memory it would need before it starts`() {
    #expect {
      try EASE(form: .dense, maximumGigabytes: 1e-6).fit(
        RecommenderShop.log, asOf: closingDay, environment: FitEnvironment())
    } throws: { error in
      (error as? EASEError)?.code == "ease-too-large"
    }
    let error = EASEError.tooLarge(
      products: 100_000, gigabytes: 40, allowed: 8, fitting: 44_000)
    #expect(
      error.message
        == "The dense form of EASE on 100000 products needs 40.0 GB of memory; "
        + "8.0 GB are allowed.")
    #expect(
      error.hint
        == "Set 'form: low-rank' in the recipe, which needs no dense matrix, or add "
        + "'maximumProducts: 44000'.")
  }

  @Test(arguments: [EASE.Form.dense, .lowRank])
  func `adds up the weights of what was bought`(form: EASE.Form) throws {
    let log = RecommenderShop.log
    let model = try EASE(form: form, regularisation: 5).fit(
      log, asOf: closingDay, environment: FitEnvironment())
    let scores = model.scores(
      for: 0..<log.customers.count, in: Histories(log, for: model.products), asOf: closingDay)
    let bought = PurchaseStrength(.once).matrix(
      of: log, customers: 0..<log.customers.count, asOf: closingDay)
    for customer in 0..<scores.rows {
      let row = bought.entries(ofRow: customer).map { Int(bought.indices[$0]) }
      let counts = BasketMemory().matrix(
        of: log, customers: customer..<customer + 1, asOf: closingDay)
      for product in 0..<scores.columns {
        let sum = counts.entries(ofRow: 0).reduce(Float(0)) {
          $0 + counts.values[$1]
            * model.weights.weight(from: Int(counts.indices[$1]), to: product)
        }
        #expect(abs(scores[customer, product] - sum) < 1e-3, "\(row)")
      }
    }
  }

  @Test func `takes the low-rank form where the catalogue or the memory asks for it`() {
    #expect(EASE(maximumGigabytes: 8).isDense(products: 1_000))
    #expect(!EASE().isDense(products: 30_001))
    #expect(!EASE(maximumGigabytes: 0.001).isDense(products: 1_000))
    #expect(EASE(form: .dense).isDense(products: 1_000_000))
    #expect(!EASE(form: .lowRank).isDense(products: 10))
  }

  @Test func `says what to do where the matrix cannot be inverted`() {
    let error = EASEError.illConditioned(regularisation: 0.5)
    #expect(error.message == "EASE cannot be solved with a regularisation of 0.5.")
    #expect(error.hint == "Raise 'regularisation' in the recipe.")
  }
}
