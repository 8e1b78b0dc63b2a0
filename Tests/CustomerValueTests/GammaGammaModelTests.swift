import CustomerValue
import Testing

/// Fader and Hardie (2013), note 025; CLVTools test_correctness_gg.R; lifetimes' tests.
@Suite struct `The Gamma–Gamma model` {
  @Test(.enabled(if: CDNOW.isHere, "the CDNOW summary is not here"))
  func `fits the 946 buyers of CDNOW`() throws {
    let rows = try DataFiles.rows("cdnow/cdnow_customers_summary_with_transactions.csv")
    let spends = try SpendHistories(
      purchases: rows.map { try #require(Int32($0[1])) },
      means: rows.map { try #require(Double($0[4])) })
    let (model, report) = try GammaGammaModel.fit(spends)
    #expect(spends.customers == 946)
    #expect(report.converged && report.agreed == 3)
    #expect(Printed("-4055.92324").agrees(with: report.logLikelihood))
    for (value, printed) in zip(report.values, ["6.248803", "3.744589", "15.447748"] as [Printed]) {
      // The recomputation ended within a unit of the last digit.
      #expect(printed.agrees(with: value, units: 0.5), "\(value)")
    }
    #expect(Printed("35.171002").agrees(with: model.populationMean), "\(model.populationMean)")
    #expect(Printed("0.113884").agrees(with: spends.correlation))
    let expected: [Printed] = [
      "24.658616", "18.911480", "35.171002", "35.171002", "35.171002", "71.462851", "18.911480",
      "35.171002", "27.282408", "35.171002",
    ]
    for (row, printed) in zip(rows, expected) {
      let x = try #require(Int(row[1]))
      let found = model.expectedSpend(purchases: x, mean: try #require(Double(row[4])))
      #expect(printed.agrees(with: found), "\(found)")
    }
    let all = try rows.map { row in
      model.expectedSpend(
        purchases: try #require(Int(row[1])), mean: try #require(Double(row[4])))
    }
    let mean = all.reduce(0, +) / Double(all.count)
    #expect(Printed("35.252958").agrees(with: mean), "\(mean)")
  }

  @Test func `finds planted parameters`() throws {
    let (purchases, means) = Simulation.spends(6, 4, 15, customers: 3_000, seed: 5)
    let report = try GammaGammaModel.fit(SpendHistories(purchases: purchases, means: means)).report
    let errors = try #require(report.standardErrors)
    for ((value, truth), error) in zip(zip(report.values, [6.0, 4, 15]), errors) {
      #expect(abs(value - truth) < 3 * error)
    }
  }

  @Test func `has no mean to offer below q = 1, and says so`() throws {
    let model = try GammaGammaModel(parameters: [2, 0.8, 10])
    #expect(model.populationMean == .infinity)
    #expect(model.expectedSpend(purchases: 0, mean: 12) == 12)
    #expect(model.expectedSpend(purchases: 3, mean: 12) > 0)
  }

  @Test func `refuses negative spends and nobody`() {
    #expect(throws: HistoryError.value(row: 0, column: "mean spend", value: -3)) {
      try SpendHistories(purchases: [1], means: [-3])
    }
    #expect(throws: HistoryError.noSpend) { try SpendHistories(purchases: [0], means: [0]) }
  }
}
