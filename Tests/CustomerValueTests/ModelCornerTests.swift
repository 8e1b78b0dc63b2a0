import Compute
import CustomerValue
import Testing

/// The places where other implementations of these models break.
@Suite struct `A fit at the corners` {
  private static func all(
    _ histories: PurchaseHistories
  ) throws -> [(FitReport, any PurchaseModel)] {
    let bg = try BGNBDModel.fit(histories)
    let mbg = try MBGNBDModel.fit(histories)
    let pareto = try ParetoNBDModel.fit(histories)
    return [
      (bg.report, bg.model), (mbg.report, mbg.model), (pareto.report, pareto.model),
    ]
  }

  private static func expectSound(_ histories: PurchaseHistories) throws {
    for (report, model) in try all(histories) {
      #expect(report.values.allSatisfy { $0.isFinite && $0 > 0 }, "\(report)")
      #expect(report.logLikelihood.isFinite, "\(report)")
      #expect(report.converged || !report.remarks.isEmpty, "\(report)")
      let scores = try model.scores(of: histories, in: 100, rate: 0.001, threads: 1)
      #expect(scores.alive.allSatisfy { (0...1).contains($0) }, "\(report.model)")
      #expect(scores.expected.allSatisfy { $0.isFinite && $0 >= 0 }, "\(report.model)")
      #expect(scores.discounted.allSatisfy { $0.isFinite && $0 >= 0 }, "\(report.model)")
    }
  }

  @Test func `bears 5,000 purchases of one customer among ordinary ones`() throws {
    try Self.expectSound(
      try PurchaseHistories(
        repeats: [5000, 300, 12, 3, 1, 0, 0, 2], recency: [729.5, 700, 600, 90, 10, 0, 0, 300],
        age: [730, 730, 700, 400, 500, 730, 100, 650], unit: .days))
  }

  @Test func `bears a last purchase a moment before the end`() throws {
    try Self.expectSound(
      try PurchaseHistories(
        repeats: [3, 9, 1, 2, 0, 0, 4], recency: [100 - 1e-7, 200, 50 - 1e-10, 80, 0, 0, 120],
        age: [100, 200, 50, 80 + 1e-12, 100, 1e-9, 300], unit: .days))
  }

  /// Planted where closed forms divide by zero: a = 1 and s = 1.
  @Test func `finds parameters at a = 1 and s = 1`() throws {
    let cases: [(FitReport, [Double])] = [
      (
        try BGNBDModel.fit(
          Simulation.bg(0.5, 50, 1, 2.5, customers: 1_200, days: 500, seed: 11)
        ).report, [0.5, 50, 1, 2.5]
      ),
      (
        try ParetoNBDModel.fit(
          Simulation.pareto(0.7, 60, 1, 120, customers: 1_200, days: 700, seed: 12)
        ).report, [0.7, 60, 1, 120]
      ),
    ]
    for (report, truth) in cases {
      let errors = try #require(report.standardErrors)
      #expect(report.converged)
      for ((value, planted), error) in zip(zip(report.values, truth), errors) {
        #expect(abs(value - planted) < 3 * error, "\(report.model): \(report.values)")
      }
    }
  }

  @Test func `says in words that spends have no mean below q = 1`() throws {
    let (purchases, means) = Simulation.spends(2, 0.7, 5, customers: 2_000, seed: 13)
    let (model, report) = try GammaGammaModel.fit(
      SpendHistories(purchases: purchases, means: means))
    #expect(model.q < 1 && report.converged)
    #expect(report.remarks.contains { $0.hasPrefix("q is below 1: ") })
    #expect(model.populationMean == .infinity)
    for (x, mean) in zip(purchases, means) {
      let expected = model.expectedSpend(purchases: Int(x), mean: mean)
      #expect(expected > 0 && expected.isFinite)
    }
  }

  @Test func `bears one customer, and customers known for no time at all`() throws {
    try Self.expectSound(
      try PurchaseHistories(repeats: [2], recency: [3], age: [5], unit: .weeks))
    try Self.expectSound(
      try PurchaseHistories(
        repeats: [2, 0, 0], recency: [3, 0, 0], age: [5, 0, 0], unit: .weeks))
  }
}
