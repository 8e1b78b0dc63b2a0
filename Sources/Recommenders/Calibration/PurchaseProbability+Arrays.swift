import Compute

extension PurchaseProbability {
  /// What a model file stores beside the model's own arrays; the names begin with `probability.`.
  public var arrays: ModelArrays {
    var arrays = ModelArrays()
    func set(_ name: String, _ values: [Float]) {
      arrays.set("probability.\(name)", AlignedBuffer(values, padding: 0))
    }
    set("coefficients", regression.coefficients)
    set("means", regression.means)
    set("deviations", regression.deviations)
    set("deciles", calibration.deciles.flatMap { [Float($0.expected), Float($0.observed)] })
    set("brier", [Float(calibration.brier), Float(calibration.baseBrier)])
    let counts = [
      rule.products, rule.windowDays, rule.offersRepeats ? 1 : 0, examples, buyers,
    ]
    arrays.set(
      "probability.counts",
      AlignedBuffer(
        (counts + calibration.deciles.map(\.customers)).map { Int32(clamping: $0) }, padding: 0))
    return arrays
  }

  /// Reads back what `arrays` stored, or `nil` where the arrays do not fit together.
  public init?(_ source: some ModelArraySource) throws {
    func floats(_ name: String) throws -> [Float] {
      Array(try source.floats("probability.\(name)").elements)
    }
    let counts = Array(try source.integers("probability.counts").elements).map(Int.init)
    let deciles = try floats("deciles")
    let brier = try floats("brier")
    let regression = LogisticRegression(
      coefficients: try floats("coefficients"), means: try floats("means"),
      deviations: try floats("deviations"))
    let features = PurchaseSituation.featureNames.count
    guard counts.count >= 5, counts[0] > 0, counts[1] > 0, brier.count == 2,
      deciles.count == 2 * (counts.count - 5), regression.coefficients.count == features + 1,
      regression.means.count == features, regression.deviations.count == features
    else { return nil }
    self.init(
      rule: OfferRule(products: counts[0], windowDays: counts[1], offersRepeats: counts[2] == 1),
      examples: counts[3], buyers: counts[4],
      calibration: CalibrationTable(
        deciles: counts.dropFirst(5).enumerated().map { i, customers in
          CalibrationTable.Decile(
            customers: customers, expected: Double(deciles[2 * i]),
            observed: Double(deciles[2 * i + 1]))
        }, brier: Double(brier[0]), baseBrier: Double(brier[1])),
      regression: regression)
  }
}

extension CalibrationTable {
  /// The same table in the precision a model file keeps, so that a model read back equals the one fitted.
  var stored: CalibrationTable {
    func kept(_ value: Double) -> Double { Double(Float(value)) }
    return CalibrationTable(
      deciles: deciles.map {
        Decile(customers: $0.customers, expected: kept($0.expected), observed: kept($0.observed))
      }, brier: kept(brier), baseBrier: kept(baseBrier))
  }
}
