import CustomerValue
import Testing

/// Numbers that need no data: known parameters, one history, one answer.
@Suite struct `A purchase model with known parameters` {
  private func near(_ value: Double, _ expected: Double, _ tolerance: Double) -> Bool {
    abs(value - expected) <= tolerance
  }

  private func bg(_ parameters: [Double]) throws -> BGNBDModel {
    try BGNBDModel(parameters: parameters, unit: .weeks)
  }

  private func pareto(_ parameters: [Double]) throws -> ParetoNBDModel {
    try ParetoNBDModel(parameters: parameters, unit: .weeks)
  }

  /// pymc-marketing test_beta_geo.py, from Hardie's note 027, and recomputed to ten digits.
  @Test func `gives BG/NBD single histories their likelihood`() throws {
    let model = try bg([0.25, 4, 0.8, 2.5])
    let once = PurchaseHistory(repeats: 0, recency: 0, age: 40)
    #expect(near(model.logLikelihood(of: once), -0.5994738182, 1e-10))
    let often = PurchaseHistory(repeats: 200, recency: 38, age: 40)
    #expect(near(model.logLikelihood(of: often), 100.7956930927, 1e-9))
    let other = try bg([0.5, 6, 1.2, 3.3])
    let few = PurchaseHistory(repeats: 3, recency: 4, age: 6)
    #expect(near(other.logLikelihood(of: few), -7.576381877, 1e-9))
  }

  /// BTYD's walkthrough: the more often somebody bought, the more a long silence says.
  @Test func `shows the paradox of increasing frequency`() throws {
    // Pareto/NBD as BTYD ships it, to four digits; BG/NBD where BTYD's search stopped, solved for from all
    // figures that it prints.
    let models: [(any PurchaseModel, [Double], Double)] = [
      (
        try pareto([0.5534, 10.5802, 0.6061, 11.6562]),
        [0.7062289, 0.1442396, 0.02250658, 0.00309267], 1e-3
      ),
      (
        try bg([0.24259677, 4.41365791, 0.79298641, 2.4261576]),
        [0.3474606, 0.04283391, 0.004158973, 0.0003583685], 1e-7
      ),
    ]
    for (model, values, tolerance) in models {
      for (x, value) in zip([10, 15, 20, 25], values) {
        let history = PurchaseHistory(repeats: x, recency: 20, age: 39)
        let found = model.expectedPurchases(of: history, in: 52)
        #expect(abs(found / value - 1) < tolerance, "\(type(of: model).name) \(x): \(found)")
      }
    }
  }

  /// Fader, Hardie and Lee (2005), equation 8, at the paper's parameters.
  @Test func `gives BG/NBD the chances of counts`() throws {
    let model = try bg([0.243, 4.414, 0.793, 2.426])
    #expect(Printed("1.07869e-7").agrees(with: model.probabilityForNewCustomer(of: 10, in: 2)))
    #expect(Printed("0.5737864").agrees(with: model.probabilityForNewCustomer(of: 0, in: 39)))
    let expected: [Printed] = [
      "0.0019995214", "0.0015170236", "0.0011633150", "0.0009003148", "0.0007023638",
      "0.0005517902", "0.0004361913", "0.0003467171", "0.0002769613", "0.0002222260",
    ]
    for (count, printed) in zip(11...20, expected) {
      let found = model.probabilityForNewCustomer(of: count, in: 30)
      #expect(printed.agrees(with: found), "\(found)")
    }
  }

  /// The call of BTYD's `pnbd.DERT.Rd`: an endless future at 0.27 % a week.
  @Test func `gives Pareto/NBD the discounted future`() throws {
    let model = try pareto([0.5629966, 12.5590370, 0.4081095, 10.5148048])
    let expected: [(Int, Double, Printed)] = [
      (7, 35, "1.864183"), (1, 30, "2.199155"), (10, 30, "0.167928"),
    ]
    for (x, recency, printed) in expected {
      let history = PurchaseHistory(repeats: x, recency: recency, age: 77.86)
      let found = model.discountedPurchases(of: history, in: .infinity, rate: 0.0027)
      #expect(printed.agrees(with: found), "\(found)")
    }
  }
}
