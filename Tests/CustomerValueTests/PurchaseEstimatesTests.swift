import CustomerValue
import Testing

@Suite struct `Estimates of many histories` {
  private static func models() throws -> [any PurchaseModel] {
    [
      try BGNBDModel(parameters: [0.24, 4.4, 0.79, 2.4], unit: .weeks),
      try MBGNBDModel(parameters: [0.52, 6.2, 0.89, 1.6], unit: .weeks),
      try ParetoNBDModel(parameters: [0.55, 10.6, 0.61, 11.7], unit: .weeks),
    ]
  }

  @Test(arguments: [0, 0.0027], [1, 2])
  func `are what the model says of each alone`(rate: Double, threads: Int) throws {
    let histories = try PurchaseHistories(
      repeats: [0, 2, 26, 0, 1, 2, 5_000, 1], recency: [0, 30.43, 30.86, 0, 1.71, 30.43, 38, 39],
      age: [39, 38.86, 31, 39, 38.86, 38.86, 39, 39], unit: .weeks)
    for model in try Self.models() {
      let found = try model.estimates(of: histories, in: 52, rate: rate, threads: threads)
      #expect(found.count == histories.count)
      for (group, estimate) in found.enumerated() {
        let history = histories[group]
        func near(_ value: Double, _ alone: Double) -> Bool {
          abs(value - alone) <= 1e-11 * max(1, abs(alone))
        }
        #expect(near(estimate.logLikelihood, model.logLikelihood(of: history)), "\(history)")
        #expect(near(estimate.alive, model.probabilityAlive(history)), "\(history)")
        #expect(near(estimate.expected, model.expectedPurchases(of: history, in: 52)))
        let discounted = model.discountedPurchases(of: history, in: 52, rate: rate)
        #expect(near(estimate.discounted, discounted), "\(history) \(discounted)")
      }
    }
  }

  @Test func `are refused in another unit of time`() throws {
    let histories = try PurchaseHistories(repeats: [1], recency: [5], age: [9], unit: .days)
    for model in try Self.models() {
      #expect(throws: HistoryError.units(model: .weeks, data: .days)) {
        try model.estimates(of: histories, in: 52, rate: 0, threads: 1)
      }
    }
  }
}
