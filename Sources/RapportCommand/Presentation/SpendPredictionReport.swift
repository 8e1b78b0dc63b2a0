import Rapport

/// What `rapport value predict --json` prints for a model of spend.
struct SpendPredictionReport: Encodable {
  struct Customer: Encodable {
    let x: Int
    let mean: Double
    let expectedSpend: Double
  }

  let model = ValueModelName.gammaGamma
  let customers: Int
  /// `nil` where the population has no finite mean.
  let populationMean: Double?
  let top: [Customer]
  let out: String?

  init(_ prediction: SpendPrediction, out: String?) {
    customers = prediction.customers
    populationMean = prediction.populationMean.isFinite ? prediction.populationMean : nil
    top = prediction.rows.prefix(PredictionReport.shown).map {
      Customer(x: $0.purchases, mean: $0.mean, expectedSpend: $0.expectedSpend)
    }
    self.out = out
  }

  /// The same for people.
  func text(_ prediction: SpendPrediction) -> String {
    var table = Table([("x", .right), ("own mean", .right), ("expected spend", .right)])
    for customer in top {
      table.add([
        String(customer.x), Figure.decimals(customer.mean, 2),
        Figure.decimals(customer.expectedSpend, 6),
      ])
    }
    let everybody =
      populationMean.map { "everybody's mean is \(Figure.decimals($0, 6))" }
      ?? "everybody's mean is not finite"
    var parts = [
      "\(model.rawValue) for \(Figure.counted(customers, "customer")), spend to expect of a further "
        + "purchase; \(everybody)",
      table.render(),
    ]
    let rest = prediction.rows.count - top.count
    if rest > 0, out == nil { parts.append("The other \(rest) with --out FILE.") }
    if let out { parts.append("Every customer's figures are in \(out).") }
    return parts.joined(separator: "\n")
  }
}
