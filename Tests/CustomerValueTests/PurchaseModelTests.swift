import CustomerValue
import Testing

/// Fader, Hardie and Lee (2005), CLVTools' and lifetimes' tests, and recomputations of the same data to
/// more digits: 2,357 customers of CDNOW, calibrated on 39 weeks.
@Suite(.enabled(if: CDNOW.isHere, "the CDNOW summary is not here"))
struct `The purchase models on CDNOW` {
  private func expect(
    _ report: FitReport, _ values: [Double], within relative: Double, likelihood: Double,
    to tolerance: Double, errors: [Double]? = nil
  ) {
    #expect(report.converged)
    #expect(abs(report.logLikelihood - likelihood) < tolerance)
    for (found, value) in zip(report.values, values) {
      #expect(abs(found / value - 1) < relative, "\(report.values)")
    }
    if let errors {
      for (found, value) in zip(report.standardErrors ?? [], errors) {
        #expect(abs(found / value - 1) < 2e-3, "\(report.standardErrors ?? [])")
      }
    }
    #expect(report.agreed == report.starts, "\(report.remarks)")
  }

  @Test func `compress 2,357 customers to 1,016 histories`() throws {
    let histories = try CDNOW.roundedWeeks()
    #expect(histories.customers == 2357)
    #expect(histories.count == 1016)
    #expect(histories.weights.reduce(0, +) == 2357)
    let repeats = zip(histories.repeats, histories.weights).map { Double($0) * $1 }.reduce(0, +)
    #expect(repeats == 2457)
  }

  @Test func `fit BG/NBD`() throws {
    let report = try BGNBDModel.fit(try CDNOW.roundedWeeks()).report
    expect(
      report, [0.242593, 4.413532, 0.792886, 2.425754], within: 2e-6, likelihood: -9582.42556,
      to: 5e-6, errors: [0.012557, 0.378221, 0.185719, 0.705345])
    let exact = try BGNBDModel.fit(try CDNOW.exactWeeks()).report
    expect(
      exact, [0.2425945, 4.4136019, 0.7929199, 2.4258881], within: 1e-5, likelihood: -9582.42921,
      to: 1e-5)
  }

  @Test func `fit MBG/NBD`() throws {
    expect(
      try MBGNBDModel.fit(try CDNOW.roundedWeeks()).report,
      [0.524838, 6.182993, 0.891356, 1.613999], within: 2e-6, likelihood: -9582.13268, to: 1e-5)
  }

  @Test func `fit Pareto/NBD`() throws {
    expect(
      try ParetoNBDModel.fit(try CDNOW.roundedWeeks()).report,
      [0.553276, 10.577613, 0.606214, 11.667917], within: 5e-6, likelihood: -9594.97393, to: 1e-5)
    // CLVTools, test_correctness_pnbd_nocovstaticcov.R.
    expect(
      try ParetoNBDModel.fit(try CDNOW.exactWeeks()).report,
      [0.55315, 10.57633, 0.60625, 11.67150], within: 5e-4, likelihood: -9594.976, to: 1e-3,
      errors: [0.0476264, 0.8427222, 0.1872594, 6.2105448])
  }

  /// lifetimes' Quickstart: customer 1516 one week ahead; recomputed sums over all customers.
  @Test func `tell what is to come from everybody`() throws {
    let histories = try CDNOW.roundedWeeks()
    let bg = try BGNBDModel.fit(histories).model
    let pareto = try ParetoNBDModel.fit(histories).model
    let often = PurchaseHistory(repeats: 26, recency: 30.86, age: 31)
    #expect(abs(bg.expectedPurchases(of: often, in: 1) - 0.710623) < 1e-6)
    let expected = [
      0.05100654, 0.09962653, 0.14613479, 0.19075821, 0.23368659, 0.27508054, 0.31507733,
      0.35379535, 0.39133755,
    ]
    for (time, value) in zip(1...9, expected) {
      #expect(abs(pareto.expectedPurchasesOfNewCustomer(in: Double(time)) - value) < 2e-7)
    }
    for (scores, sum) in [
      (try bg.scores(of: histories, in: 39, rate: 0, threads: 1), 1653.423),
      (try pareto.scores(of: histories, in: 39, rate: 0, threads: 1), 1665.534),
    ] {
      let found = zip(scores.expected, histories.weights).map { $0 * $1 }.reduce(0, +)
      #expect(abs(found - sum) < 1e-3)
      #expect(zip(scores.discounted, scores.expected).allSatisfy { abs($0 / $1 - 1) < 1e-9 })
    }
  }

  /// Fader, Hardie and Lee (2005), figure 4, as BTYD's walkthrough prints it.
  @Test func `expect by frequency what the paper shows`() throws {
    let histories = try CDNOW.roundedWeeks()
    let customers = [1411.0, 439, 214, 100, 62, 38, 29, 64]
    let tables: [(any PurchaseModel, [Double])] = [
      (
        try ParetoNBDModel.fit(histories).model,
        [0.138, 0.600, 1.196, 1.714, 2.399, 2.907, 3.819, 6.403]
      ),
      (
        try BGNBDModel.fit(histories).model,
        [0.225, 0.523, 1.044, 1.520, 2.164, 2.654, 3.504, 6.157]
      ),
    ]
    for (model, means) in tables {
      let scores = try model.scores(of: histories, in: 39, rate: 0, threads: 1)
      for bin in 0...7 {
        let groups = (0..<histories.count).filter { min(7, Int(histories.repeats[$0])) == bin }
        let count = groups.map { histories.weights[$0] }.reduce(0, +)
        let sum = groups.map { histories.weights[$0] * scores.expected[$0] }.reduce(0, +)
        #expect(count == customers[bin])
        #expect(abs(sum / count - means[bin]) < 2e-3, "\(type(of: model).name) \(bin)")
      }
    }
  }

  @Test func `are the same with one thread and two, bit for bit`() throws {
    let histories = try CDNOW.roundedWeeks()
    let one = try ParetoNBDModel.fit(histories, threads: 1)
    let two = try ParetoNBDModel.fit(histories, threads: 2)
    #expect(one.report == two.report)
    let a = try one.model.scores(of: histories, in: 39, rate: 0.01, threads: 1)
    let b = try two.model.scores(of: histories, in: 39, rate: 0.01, threads: 2)
    #expect(a.alive == b.alive && a.expected == b.expected && a.discounted == b.discounted)
  }
}
