import Rapport

/// What `rapport value predict --json` prints for a model of occasions.
struct OccasionPredictionReport: Encodable {
  struct Pattern: Encodable {
    let x, recency, periods: Int
    let weight: Double
    let pAlive: Double
    let expected: Double
  }

  let model = ValueModelName.bgBB
  let occasions: Int
  let customers: Int
  let expected: Double
  let newCustomer: Double
  let top: [Pattern]
  let out: String?

  init(_ prediction: OccasionPrediction, out: String?) {
    occasions = prediction.ahead
    customers = prediction.customers
    expected = prediction.expected
    newCustomer = prediction.newCustomer
    top = prediction.rows.prefix(PredictionReport.shown).map {
      Pattern(
        x: $0.purchases, recency: $0.recency, periods: $0.occasions, weight: $0.weight,
        pAlive: $0.alive, expected: $0.expected)
    }
    self.out = out
  }

  /// The same for people.
  func text(_ prediction: OccasionPrediction) -> String {
    var table = Table([
      ("x", .right), ("t_x", .right), ("periods", .right), ("customers", .right),
      ("P(alive)", .right), ("expected", .right),
    ])
    for pattern in top {
      table.add([
        String(pattern.x), String(pattern.recency), String(pattern.periods),
        Figure.decimals(pattern.weight, 0), Figure.decimals(pattern.pAlive, 6),
        Figure.decimals(pattern.expected, 6),
      ])
    }
    var parts = [
      "\(model.rawValue) for \(Figure.counted(customers, "customer")), "
        + "\(Figure.counted(occasions, "occasion")) ahead: \(Figure.decimals(expected, 3)) purchases; "
        + "a new customer makes \(Figure.decimals(newCustomer, 6))",
      table.render(),
    ]
    let rest = prediction.rows.count - top.count
    if rest > 0, out == nil { parts.append("The other \(rest) with --out FILE.") }
    if let out { parts.append("Every row's figures are in \(out).") }
    return parts.joined(separator: "\n")
  }
}
