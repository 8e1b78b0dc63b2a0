import CustomerValue
import Testing

/// Fader, Hardie and Shang (2010): 11,104 donors over six yearly appeals, in 22 patterns.
@Suite struct `The BG/BB model` {
  @Test(.enabled(if: DataFiles.has("value/donations.csv"), "the donations are not here"))
  func `fits the donations as published`() throws {
    let rows = try DataFiles.rows("value/donations.csv").map { $0.compactMap { Int($0) } }
    let data = try OccasionHistories(
      purchases: rows.map { $0[0] }, recency: rows.map { $0[1] }, occasions: rows.map { $0[2] },
      weights: rows.map { Double($0[3]) })
    let (model, report) = try BGBBModel.fit(data)
    #expect(data.customers == 11_104)
    #expect(report.converged && report.agreed == 3)
    #expect(Printed("-33225.5813").agrees(with: report.logLikelihood), "\(report.logLikelihood)")
    for (value, printed) in zip(
      report.values, ["1.203522", "0.749716", "0.656718", "2.783443"] as [Printed])
    {
      // The recomputation's δ ended within a unit of the last digit.
      #expect(printed.agrees(with: value, units: 0.5), "\(value)")
    }
    func expected(_ x: Int, _ recency: Int, _ length: Int) -> Double {
      model.expectedPurchases(purchases: x, recency: recency, occasions: 6, in: length)
    }
    // BTYD prints these for its own fit, a little beside the top: five digits agree.
    func near(_ value: Double, _ printed: Double) -> Bool { abs(value / printed - 1) < 5e-5 }
    #expect(near(model.expectedPurchasesOfNewCustomer(in: 10), 3.179805))
    #expect(near(expected(0, 0, 10), 0.1302169))
    #expect(near(expected(4, 5, 10), 3.627858))
    let sum = zip(rows, data.weights).map { expected($0[0], $0[1], 5) * $1 }.reduce(0, +)
    #expect(Printed("12884.2").agrees(with: sum), "\(sum)")
    func alive(_ x: Int, _ recency: Int) -> Double {
      model.probabilityAlive(purchases: x, recency: recency, occasions: 6)
    }
    #expect(Printed("0.11").agrees(with: alive(0, 0)))
    #expect(Printed("0.59").agrees(with: alive(2, 4)))
    #expect(Printed("0.93").agrees(with: alive(6, 6)))
  }

  @Test func `refuses patterns that cannot be`() {
    #expect(throws: HistoryError.recencyAfterEnd(row: 0, recency: 4, age: 3)) {
      try OccasionHistories(purchases: [1], recency: [4], occasions: [3])
    }
    #expect(throws: HistoryError.moreThanOccasions(row: 0, purchases: 3, recency: 2)) {
      try OccasionHistories(purchases: [3], recency: [2], occasions: [3])
    }
    #expect(throws: HistoryError.noRepeats(customers: 2)) {
      try BGBBModel.fit(
        try OccasionHistories(purchases: [0, 0], recency: [0, 0], occasions: [3, 3]))
    }
  }
}
