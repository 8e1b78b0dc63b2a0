import Compute
import Foundation
import Testing

@testable import CustomerValue

@Suite struct `Every purchase model` {
  static let models: [any PurchaseModel] = {
    let made: [(any PurchaseModel)?] = [
      try? BGNBDModel(parameters: [0.24, 4.4, 0.79, 2.4], unit: .weeks),
      try? MBGNBDModel(parameters: [0.52, 6.2, 0.89, 1.6], unit: .weeks),
      try? ParetoNBDModel(parameters: [0.55, 10.6, 0.61, 11.7], unit: .weeks),
      // Corners: a = 1 and s = 1, where closed forms divide by zero, and parameters far apart.
      try? BGNBDModel(parameters: [0.24, 4.4, 1, 2.4], unit: .weeks),
      try? BGNBDModel(parameters: [0.3, 2, 0.31, 0.5], unit: .weeks),
      try? ParetoNBDModel(parameters: [0.55, 10.6, 1, 11.7], unit: .weeks),
      try? ParetoNBDModel(parameters: [0.55, 200, 0.6, 0.33], unit: .weeks),
      try? ParetoNBDModel(parameters: [3, 0.4, 0.6, 90], unit: .weeks),
    ]
    return made.compactMap { $0 }
  }()

  static let histories = [
    PurchaseHistory(repeats: 0, recency: 0, age: 39),
    PurchaseHistory(repeats: 2, recency: 30.43, age: 38.86),
    PurchaseHistory(repeats: 26, recency: 31 - 1e-7, age: 31),
    PurchaseHistory(repeats: 26, recency: 31, age: 31),
    PurchaseHistory(repeats: 5000, recency: 700, age: 730),
    PurchaseHistory(repeats: 1, recency: 0.01, age: 730),
  ]

  @Test(arguments: models.indices) func `keeps its chances between 0 and 1`(place: Int) {
    for history in Self.histories {
      let alive = Self.models[place].probabilityAlive(history)
      #expect((0...1).contains(alive), "\(history) \(alive)")
      #expect(Self.models[place].logLikelihood(of: history).isFinite)
    }
  }

  @Test(arguments: models.indices) func `believes in nobody more for being silent`(place: Int) {
    for x in [1, 5, 300] {
      let chances = [20.0, 25, 40, 80, 400].map {
        Self.models[place].probabilityAlive(
          PurchaseHistory(repeats: x, recency: 20, age: $0))
      }
      #expect(chances == chances.sorted(by: >), "\(chances)")
    }
  }

  @Test(arguments: models.indices) func `expects more of a longer time, and less discounted`(
    place: Int
  ) {
    let model = Self.models[place]
    for history in Self.histories {
      let expected = [0, 1e-6, 1, 13, 52, 520].map {
        model.expectedPurchases(of: history, in: $0)
      }
      #expect(expected == expected.sorted(), "\(history) \(expected)")
      #expect(expected.allSatisfy { $0 >= 0 && $0.isFinite })
      let all = model.discountedPurchases(of: history, in: 52, rate: 0)
      let today = model.discountedPurchases(of: history, in: 52, rate: 0.01)
      #expect(abs(all - expected[4]) <= 1e-9 * (1 + all), "\(history)")
      #expect(today <= all)
    }
  }

  @Test(arguments: models.indices) func `has chances of counts that add up to 1 and to the mean`(
    place: Int
  ) {
    let model = Self.models[place]
    let history = PurchaseHistory(repeats: 2, recency: 30.43, age: 38.86)
    let known = (0...400).map { model.probability(of: $0, in: 20, given: history) }
    #expect(abs(known.reduce(0, +) - 1) < 1e-9)
    let mean = known.enumerated().map { Double($0) * $1 }.reduce(0, +)
    #expect(abs(mean - model.expectedPurchases(of: history, in: 20)) < 1e-7)
    let new = (0...2000).map { model.probabilityForNewCustomer(of: $0, in: 20) }
    #expect(abs(new.reduce(0, +) - 1) < 1e-6, "\(new.reduce(0, +))")
  }

  @Test(arguments: models.indices) func `scores many as it scores one`(place: Int) throws {
    let model = Self.models[place]
    let table = try PurchaseHistories(
      repeats: Self.histories.map { Int32($0.repeats) }, recency: Self.histories.map(\.recency),
      age: Self.histories.map(\.age), unit: .weeks)
    let scores = try model.scores(of: table, in: 52, rate: 0.003, threads: 2)
    for (row, history) in Self.histories.enumerated() {
      let one = model.expectedPurchases(of: history, in: 52)
      #expect(abs(scores.expected[row] - one) <= 1e-8 * (1 + one))
      let later = model.discountedPurchases(of: history, in: 52, rate: 0.003)
      let buys = 1 - model.probability(of: 0, in: 52, given: history)
      #expect(abs(scores.buys[row] - buys) <= 1e-7, "\(history)")
      #expect(abs(scores.discounted[row] - later) <= 1e-7 * (1 + later), "\(history)")
      #expect(scores.alive[row] == model.probabilityAlive(history))
    }
  }

  @Test func `refuses histories in another unit of time`() throws {
    let table = try PurchaseHistories(repeats: [1], recency: [7], age: [20], unit: .days)
    for model in Self.models {
      #expect(throws: HistoryError.units(model: .weeks, data: .days)) {
        try model.scores(of: table, in: 52, rate: 0, threads: 1)
      }
    }
  }
}

/// The derivatives behind the fits, against differences, and the integral against a fine sum.
@Suite struct `A likelihood of purchase times` {
  private func check<L: TimingLikelihood>(_ type: L.Type, _ parameters: SIMD4<Double>) throws {
    let data = try PurchaseHistories(
      repeats: [0, 2, 7, 1], recency: [0, 30, 12, 3.5], age: [39, 38, 12.5, 30], unit: .weeks)
    let table = CountTable(data.repeats, data.weights)
    func value(_ p: SIMD4<Double>) -> Curvature { L.mean(p, data, table, .init(threads: 1)) }
    let here = value(parameters)
    for i in 0..<4 {
      var (up, down) = (parameters, parameters)
      let step = 1e-5 * parameters[i]
      up[i] += step
      down[i] -= step
      let slope = (value(up).value - value(down).value) / (2 * step)
      #expect(abs(slope - here.gradient[i]) < 1e-7 * (1 + abs(slope)), "\(type) \(i)")
      for j in 0..<4 {
        let bend = (value(up).gradient[j] - value(down).gradient[j]) / (2 * step)
        #expect(abs(bend - here[i, j]) < 1e-6 * (1 + abs(bend)), "\(type) \(i) \(j)")
      }
    }
  }

  @Test func `has the derivatives that differences show`() throws {
    try check(BGNBDLikelihood.self, SIMD4(0.3, 5, 0.8, 2))
    try check(MBGNBDLikelihood.self, SIMD4(0.3, 5, 0.8, 2))
    try check(ParetoNBDLikelihood.self, SIMD4(0.5, 11, 0.7, 9))
    try check(ParetoNBDLikelihood.self, SIMD4(0.5, 9, 0.7, 11))
    try check(ParetoNBDLikelihood.self, SIMD4(0.5, 200, 0.6, 0.33))
    try check(NBDLikelihood.self, SIMD4(0.5, 9, 1, 1))
  }

  /// The integral of Pareto/NBD by 4,000 panels of Gauss and Legendre's rule.
  @Test(arguments: [
    (0, 0.0, 39.0), (1, 0.5, 39), (2, 30.43, 38.86), (26, 30.86, 31), (300, 10, 50),
    (5000, 729.9999999, 730), (5000, 1, 730), (0, 0, 730), (3, 0.001, 3650),
  ]) func `integrates to ten digits in every corner`(x: Int, recency: Double, age: Double) {
    for parameters in [
      SIMD4(0.55, 10.6, 0.61, 11.7), SIMD4(0.55, 200, 0.6, 0.33), SIMD4(3, 0.4, 0.6, 90),
      SIMD4(0.2, 5, 1, 5), SIMD4(20, 30, 12, 900),
    ] {
      let likelihood = ParetoNBDLikelihood(parameters)
      let (r, alpha) = (parameters[0], parameters[1])
      let (s, beta) = (parameters[2], parameters[3])
      let k = r + Double(x)
      func height(_ u: Double) -> Double { -k * log(alpha + u) - (s + 1) * log(beta + u) }
      let low = min(alpha, beta) + recency
      let end = log1p((age - recency) / low)
      let top = height(recency)
      var sum = 0.0
      for panel in 0..<4000 {
        let (a, b) = (end * Double(panel) / 4000, end * Double(panel + 1) / 4000)
        sum += GaussLegendre.of8.integral(from: a, to: b) { y in
          exp(height(recency + low * expm1(y)) - top) * low * exp(y)
        }
      }
      let alive = -k * log(alpha + age) - s * log(beta + age)
      let truth = Curvature.logSum(alive, log(s) + top + log(sum)).sum
      let found = likelihood.timedValue(Double(x), recency, age).sum
      let slopes = likelihood.timed(Double(x), recency, age).value
      #expect(abs(found - truth) < 1e-10 * (1 + abs(truth)), "\(parameters)")
      #expect(found == slopes || abs(found - slopes) < 1e-12 * abs(found))
    }
  }

  /// Many histories, drawn by chance: short and long ways, α below β and above, every rule of nodes.
  @Test func `takes the sums of its kernel as the formula does`() {
    var random = SeededGenerator(seed: 17)
    for _ in 0..<400 {
      let parameters = SIMD4(
        0.05 + 3 * random.uniform(), 0.1 + 100 * random.uniform(), 0.05 + 3 * random.uniform(),
        0.1 + 100 * random.uniform())
      let likelihood = ParetoNBDLikelihood(parameters)
      let age = 1 + 700 * random.uniform()
      let path = ParetoNBDLikelihood.Path(
        likelihood, parameters[0] + Double(random.below(60)), age * random.uniform(), age)
      let (kernel, plain) = (RuleShelf.read { path.sums($0) }, path.plainSums())
      // Logarithms of some hundreds are rounded to 10⁻¹³, and so are the weights.
      func near(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> Bool {
        (0..<4).allSatisfy { abs(a[$0] - b[$0]) <= 1e-12 * (plain.weight + abs(b[$0])) }
      }
      #expect(abs(kernel.weight / plain.weight - 1) < 1e-12, "\(parameters) \(path)")
      #expect(near(kernel.first, plain.first), "\(parameters) \(path)")
      #expect(near(kernel.rows.0, plain.rows.0) && near(kernel.rows.1, plain.rows.1))
      #expect(near(kernel.rows.2, plain.rows.2) && near(kernel.rows.3, plain.rows.3))
    }
  }

  @Test(arguments: [(0.79, 2.4), (0.31, 0.5), (1, 2.4), (0.79, 2002), (3, 40)])
  func `takes means over a beta distribution`(a: Double, b: Double) {
    let rule = BetaQuadrature(a, b, count: 32)
    #expect(abs(rule.weights.reduce(0, +) - 1) < 1e-12)
    #expect(abs(rule.mean { $0 } / (a / (a + b)) - 1) < 1e-11)
    let second = a * (a + 1) / ((a + b) * (a + b + 1))
    #expect(abs(rule.mean { $0 * $0 } / second - 1) < 1e-11)
  }
}

@Suite struct `Fitting purchase models` {
  @Test func `finds planted parameters within three standard errors`() throws {
    let cases: [(FitReport, [Double])] = [
      (
        try BGNBDModel.fit(
          Simulation.bg(0.4, 60, 0.8, 2.5, customers: 1_200, days: 500, seed: 1)
        ).report, [0.4, 60, 0.8, 2.5]
      ),
      (
        try MBGNBDModel.fit(
          Simulation.bg(
            0.6, 60, 0.8, 2.5, customers: 1_200, days: 500, seed: 2, mayDropOutAtOnce: true)
        ).report, [0.6, 60, 0.8, 2.5]
      ),
      (
        try ParetoNBDModel.fit(
          Simulation.pareto(0.6, 70, 0.6, 80, customers: 1_200, days: 700, seed: 3)
        ).report, [0.6, 70, 0.6, 80]
      ),
    ]
    for (report, truth) in cases {
      let errors = try #require(report.standardErrors)
      for ((value, planted), error) in zip(zip(report.values, truth), errors) {
        #expect(abs(value - planted) < 3 * error, "\(report.model): \(report.values)")
      }
      #expect(report.converged)
    }
  }

  @Test func `says so where nobody came back`() throws {
    let once = try PurchaseHistories(repeats: [0, 0], recency: [0, 0], age: [9, 5], unit: .days)
    for fit in [
      { _ = try BGNBDModel.fit(once) }, { _ = try MBGNBDModel.fit(once) },
      { _ = try ParetoNBDModel.fit(once) },
    ] {
      #expect(throws: HistoryError.noRepeats(customers: 2)) { try fit() }
    }
  }

  @Test func `stays finite where customers do not differ, and says what is not known`() throws {
    let same = try PurchaseHistories(
      repeats: [3, 3, 3, 3], recency: [30, 30, 31, 29], age: [40, 40, 40, 40], unit: .days)
    for report in [
      try BGNBDModel.fit(same).report, try MBGNBDModel.fit(same).report,
      try ParetoNBDModel.fit(same).report,
    ] {
      #expect(report.values.allSatisfy { $0.isFinite && $0 > 0 })
      #expect(report.logLikelihood.isFinite)
      #expect(!report.remarks.isEmpty)
    }
  }
}
