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

  /// Hardie's spreadsheet "Implementing the BG/NBD model in Excel", to more digits, and BTYD.
  @Test func `gives BG/NBD the purchases of new customers`() throws {
    let model = try bg([0.242593, 4.413532, 0.792886, 2.425754])
    let expected = [
      (1.0 / 7, 0.007814), (1, 0.053185), (3, 0.150632), (31.8571, 1.040494), (32, 1.043737),
      (78, 1.857972), (52, 1.444021),
    ]
    for (time, value) in expected {
      #expect(near(model.expectedPurchasesOfNewCustomer(in: time), value, 2e-6), "\(time)")
    }
  }

  @Test func `gives Pareto/NBD the purchases of new customers`() throws {
    let model = try pareto([0.553276, 10.577613, 0.606214, 11.667917])
    let expected = [
      0.05100654, 0.09962653, 0.14613479, 0.19075821, 0.23368659, 0.27508054, 0.31507733,
      0.35379535, 0.39133755,
    ]
    for (time, value) in zip(1...9, expected) {
      #expect(near(model.expectedPurchasesOfNewCustomer(in: Double(time)), value, 5e-7))
    }
    #expect(near(model.expectedPurchasesOfNewCustomer(in: 52), 1.473441, 2e-6))
  }

  /// The answers for four customers of CDNOW: Hardie's spreadsheet, BTYD, and recomputations.
  @Test(arguments: [
    (2, 30.43, 38.86, [1.225910, 1.558584, 0.726609], [1.455113, 1.850783, 0.869119]),
    (26, 30.86, 31, [20.750569, 25.759473, 0.968920], [20.115866, 25.456546, 0.997918]),
    (1, 1.71, 38.86, [0.203251, 0.259907, 0.212227], [0.170981, 0.217473, 0.167872]),
    (0, 0, 39, [0.194214, 0.250952, 1], [0.106505, 0.135477, 0.294278]),
  ]) func `tells what is to come from a customer`(
    x: Int, recency: Double, age: Double, bgValues: [Double], paretoValues: [Double]
  ) throws {
    let history = PurchaseHistory(repeats: x, recency: recency, age: age)
    let models: [(any PurchaseModel, [Double])] = [
      (try bg([0.2425930, 4.413532, 0.792886, 2.425754]), bgValues),
      (try pareto([0.553276, 10.577613, 0.606214, 11.667917]), paretoValues),
    ]
    for (model, values) in models {
      #expect(near(model.expectedPurchases(of: history, in: 39), values[0], 3e-5 * (1 + values[0])))
      #expect(near(model.expectedPurchases(of: history, in: 52), values[1], 3e-5 * (1 + values[1])))
      #expect(near(model.probabilityAlive(history), values[2], 2e-6))
    }
  }

  /// BTYD's walkthrough: the more often somebody bought, the more a long silence says.
  @Test func `shows the paradox of increasing frequency`() throws {
    // Parameters as BTYD ships them (its fit of Pareto/NBD is a little short of the top).
    let models: [(any PurchaseModel, [Double])] = [
      (
        try pareto([0.5534, 10.5802, 0.6061, 11.6562]),
        [0.7062289, 0.1442396, 0.02250658, 0.00309267]
      ),
      (
        try bg([0.2425945, 4.4136019, 0.7929199, 2.4258881]),
        [0.3474606, 0.04283391, 0.004158973, 0.0003583685]
      ),
    ]
    for (model, values) in models {
      for (x, value) in zip([10, 15, 20, 25], values) {
        let history = PurchaseHistory(repeats: x, recency: 20, age: 39)
        let found = model.expectedPurchases(of: history, in: 52)
        #expect(abs(found / value - 1) < 2e-3, "\(type(of: model).name) \(x): \(found)")
      }
    }
  }

  /// Fader, Hardie and Lee (2005), equation 8, at the paper's parameters.
  @Test func `gives BG/NBD the chances of counts`() throws {
    let model = try bg([0.243, 4.414, 0.793, 2.426])
    #expect(near(model.probabilityForNewCustomer(of: 10, in: 2), 1.07869e-7, 1e-12))
    #expect(near(model.probabilityForNewCustomer(of: 0, in: 39), 0.5737864, 1e-7))
    let expected = [
      0.0019995214, 0.0015170236, 0.0011633150, 0.0009003148, 0.0007023638, 0.0005517902,
      0.0004361913, 0.0003467171, 0.0002769613, 0.0002222260,
    ]
    for (count, value) in zip(11...20, expected) {
      #expect(near(model.probabilityForNewCustomer(of: count, in: 30), value, 1e-9))
    }
  }

  /// The call of BTYD's `pnbd.DERT.Rd`: an endless future at 0.27 % a week.
  @Test func `gives Pareto/NBD the discounted future`() throws {
    let model = try pareto([0.5629966, 12.5590370, 0.4081095, 10.5148048])
    for (x, recency, value) in [(7, 35.0, 1.864183), (1, 30.0, 2.199155), (10, 30.0, 0.167928)] {
      let history = PurchaseHistory(repeats: x, recency: recency, age: 77.86)
      let found = model.discountedPurchases(of: history, in: .infinity, rate: 0.0027)
      #expect(near(found, value, 6e-7))
    }
  }
}
