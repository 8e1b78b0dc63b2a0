import Commerce
import Compute
import Foundation
import TestSupport
import Testing

@testable import Recommenders

@Suite struct `Implicit ALS` {
  private static func smallALS(_ change: (inout ImplicitALS) -> Void = { _ in }) -> ImplicitALS {
    var als = ImplicitALS()
    als.factors = 5
    als.steps = 40
    als.iterations = 3
    als.regularisation = 0.3
    als.confidence = 4
    als.strength = PurchaseStrength(.orders)
    change(&als)
    return als
  }

  private static let log: PurchaseLog = {
    var lines: [PurchaseLine] = []
    for customer in 0..<14 {
      for product in 0..<9 where (customer * 5 + product * 3) % 7 < 3 {
        for visit in 0...(customer + product) % 3 {
          lines.append(
            bought("\(product)", by: "\(customer)", daysAgo: visit, order: "\(visit)"))
        }
      }
    }
    return PurchaseLog(lines)
  }()

  /// The slow twin: plain coordinates, dense normal equations, Gaussian elimination in doubles.
  private struct DenseTwin {
    let als: ImplicitALS
    let strengths: [[Double]]

    /// (n + α·N)^ν over the mean of that, for every row of a side.
    func multiples(_ rows: [[Double]]) -> [Double] {
      let beside = als.unobservedWeight / (1 + als.confidence)
      let raw = rows.map { row in
        pow(Double(row.count { $0 > 0 }) + beside * Double(row.count), als.frequencyScaling)
      }
      let mean = raw.reduce(0, +) / Double(raw.count)
      return raw.map { $0 / mean }
    }

    func solved(against y: [[Double]], rows: [[Double]]) -> [[Double]] {
      zip(rows, multiples(rows)).map { row, multiple in
        var a = [[Double]](
          repeating: [Double](repeating: 0, count: als.factors), count: als.factors)
        var b = [Double](repeating: 0, count: als.factors)
        for (j, r) in row.enumerated() {
          let weight = r > 0 ? 1 + als.confidence * r : als.unobservedWeight
          for p in 0..<als.factors {
            if r > 0 { b[p] += weight * y[j][p] }
            for q in 0..<als.factors { a[p][q] += weight * y[j][p] * y[j][q] }
          }
        }
        for p in 0..<als.factors { a[p][p] += als.regularisation * multiple }
        return eliminated(a, b)
      }
    }

    func loss(_ x: [[Double]], _ y: [[Double]]) -> Double {
      var total = 0.0
      for (u, row) in strengths.enumerated() {
        for (i, r) in row.enumerated() {
          let score = Self.dot(x[u], y[i])
          let weight = r > 0 ? 1 + als.confidence * r : als.unobservedWeight
          total += weight * pow((r > 0 ? 1 : 0) - score, 2)
        }
      }
      let columns = y.indices.map { j in strengths.map { $0[j] } }
      let sizes = zip(x + y, multiples(strengths) + multiples(columns))
        .reduce(0) { $0 + $1.1 * Self.dot($1.0, $1.0) }
      return (total + als.regularisation * sizes) / Double(x.count * y.count)
    }

    static func dot(_ a: [Double], _ b: [Double]) -> Double {
      var sum = 0.0
      for i in a.indices { sum += a[i] * b[i] }
      return sum
    }

    private func eliminated(_ a: [[Double]], _ b: [Double]) -> [Double] {
      var (a, b) = (a, b)
      for p in a.indices {
        for q in a.indices where q != p {
          let factor = a[q][p] / a[p][p]
          for k in a.indices { a[q][k] -= factor * a[p][k] }
          b[q] -= factor * b[p]
        }
      }
      return a.indices.map { b[$0] / a[$0][$0] }
    }
  }

  private func twin(_ als: ImplicitALS, log: PurchaseLog = log) -> (
    loss: Double, scores: [[Double]]
  ) {
    let sparse = als.strength.matrix(
      of: log, customers: 0..<log.customers.count, asOf: closingDay)
    var strengths = [[Double]](
      repeating: [Double](repeating: 0, count: sparse.columns), count: sparse.rows)
    for row in 0..<sparse.rows {
      for i in sparse.entries(ofRow: row) {
        strengths[row][Int(sparse.indices[i])] = Double(sparse.values[i])
      }
    }
    let twin = DenseTwin(als: als, strengths: strengths)
    let columns = (0..<sparse.columns).map { j in strengths.map { $0[j] } }
    var generator = SeededGenerator(seed: UInt64(als.seed))
    let scale = 0.1 * (12 / Double(als.factors)).squareRoot()
    var y = (0..<sparse.columns).map { _ in
      (0..<als.factors).map { _ in Double(Float((generator.uniform() - 0.5) * scale)) }
    }
    var x: [[Double]] = []
    for _ in 0..<als.iterations {
      x = twin.solved(against: y, rows: strengths)
      y = twin.solved(against: x, rows: columns)
    }
    let loss = twin.loss(x, y)
    let folded = twin.solved(against: y, rows: strengths)
    return (loss, folded.map { x in y.map { y in DenseTwin.dot(x, y) } })
  }

  @Test(arguments: [1.0, 0.2], [0.0, 0.5, 1.0])
  func `agrees with the dense normal equations`(unobserved: Double, scaling: Double) throws {
    for solver in ImplicitALS.Solver.allCases {
      let als = Self.smallALS {
        $0.unobservedWeight = unobserved
        $0.frequencyScaling = scaling
        $0.solver = solver
      }
      let expected = twin(als)
      let model = try als.fit(Self.log, asOf: closingDay, environment: FitEnvironment())
      #expect(relativeError(try #require(model.loss), expected.loss) < 1e-4)
      let histories = Histories(Self.log, for: model.products)
      let scores = model.scores(for: 0..<14, in: histories, asOf: closingDay)
      for customer in 0..<14 {
        for product in 0..<9 {
          let difference = Double(scores[customer, product]) - expected.scores[customer][product]
          #expect(abs(difference) < 2e-3, "\(solver) \(customer) \(product)")
        }
      }
    }
  }

  @Test(arguments: [0.0, 1.0])
  func `comes near the exact solver with few steps`(scaling: Double) throws {
    func loss(_ solver: ImplicitALS.Solver) throws -> Double {
      let als = Self.smallALS {
        $0.solver = solver
        $0.frequencyScaling = scaling
        $0.steps = 2
        $0.iterations = 12
      }
      let model = try als.fit(Self.log, asOf: closingDay, environment: FitEnvironment())
      return try #require(model.loss)
    }
    #expect(relativeError(try loss(.conjugateGradients), try loss(.exact)) < 0.01)
  }

  @Test func `solves rows with fewer and with more purchases than factors exactly`() throws {
    // Nine products: three factors leave primal systems, twelve dual ones.
    for factors in [3, 12] {
      let als = Self.smallALS {
        $0.factors = factors
        $0.solver = .exact
      }
      let model = try als.fit(Self.log, asOf: closingDay, environment: FitEnvironment())
      #expect(relativeError(try #require(model.loss), twin(als).loss) < 1e-4, "\(factors)")
    }
  }

  @Test func `goes on from an earlier model`() throws {
    let long = Self.smallALS { $0.iterations = 15 }
    let earlier = try long.fit(Self.log, asOf: closingDay, environment: FitEnvironment())
    let short = Self.smallALS { $0.iterations = 1 }
    func loss(_ start: ImplicitALSModel?) throws -> Double {
      let model = try short.fit(
        Self.log, asOf: closingDay, environment: FitEnvironment(), startingFrom: start)
      return try #require(model.loss)
    }
    let reached = try #require(earlier.loss)
    #expect(try loss(earlier) <= reached * 1.0001)
    #expect(try loss(nil) > reached * 1.001)
    let other = try Self.smallALS { $0.factors = 4 }
      .fit(Self.log, asOf: closingDay, environment: FitEnvironment())
    #expect(try loss(other) == loss(nil))
  }

  @Test func `keeps the pull of each customer when it is stored`() throws {
    let als = Self.smallALS { $0.frequencyScaling = 1 }
    let model = try als.fit(Self.log, asOf: closingDay, environment: FitEnvironment())
    let copy = try ImplicitALSModel(als, from: model.arrays)
    let histories = Histories(Self.log, for: model.products)
    #expect(
      copy.scores(for: 0..<14, in: histories, asOf: closingDay).elements
        == model.scores(for: 0..<14, in: histories, asOf: closingDay).elements)
  }

  @Test(arguments: [1, 16, 17, 40, 64, 128, 256, 300])
  func `takes any number of factors`(factors: Int) throws {
    let als = Self.smallALS { $0.factors = factors }
    let model = try als.fit(Self.log, asOf: closingDay, environment: FitEnvironment())
    #expect(model.productFactors.columns % 16 == 0)
    #expect(model.productFactors.elements.allSatisfy { $0.isFinite })
    #expect(try #require(model.loss) > 0)
  }

  @Test func `loses less the longer it learns`() throws {
    let losses = try [1, 2, 4, 8].map { iterations in
      try Self.smallALS { $0.iterations = iterations }
        .fit(Self.log, asOf: closingDay, environment: FitEnvironment()).loss ?? .nan
    }
    #expect(losses == losses.sorted(by: >))
  }

  @Test(arguments: [0.0, 1.0])
  func `explains a score as the sum of what each purchase adds`(scaling: Double) throws {
    let model = try Self.smallALS { $0.frequencyScaling = scaling }.fit(
      Self.log, asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(Self.log, for: model.products)
    let scores = model.scores(for: 0..<14, in: histories, asOf: closingDay)
    for customer in 0..<14 {
      let contributions = model.contributions(
        to: Array(0..<9), customer: customer, in: histories, asOf: closingDay)
      for (product, contributions) in contributions.enumerated() {
        let sum = contributions.reduce(0) { $0 + $1.value }
        #expect(abs(sum - scores[customer, product]) < 1e-3)
      }
    }
  }

  @Test func `finds products of the same colour similar`() throws {
    let log = checkerboard(size: 16)
    let model = try Self.smallALS().fit(log, asOf: closingDay, environment: FitEnvironment())
    let similar = try #require(model.similar(to: ProductID("4"), count: 7))
    #expect(similar.count == 7)
    #expect(similar.allSatisfy { $0.position % 2 == 0 && $0.position != 4 })
    #expect(model.similar(to: ProductID("unheard of"), count: 7) == nil)
  }

  @Test func `needs a customer`() {
    let log = PurchaseLog([bought("a", by: nil, order: "till")])
    #expect(throws: FittingError.noCustomers(asOf: closingDay)) {
      try ImplicitALS().fit(log, asOf: closingDay, environment: FitEnvironment())
    }
  }
}
