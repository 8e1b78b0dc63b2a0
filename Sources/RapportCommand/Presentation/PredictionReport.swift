import Rapport

/// What `rapport value predict --json` prints.
struct PredictionReport: Encodable {
  struct Customer: Encodable {
    let x: Int
    let recency: Double
    let age: Double
    let pAlive: Double
    let expected: Double
    let discounted: Double
    let logLikelihood: Double
    let chances: [Double]
  }

  /// Files may be long; so many rows are printed.
  static let shown = 20

  let model: String
  let unit: TimeUnit?
  let horizon: Double
  let customers: Int
  let expected: Double
  let newCustomer: Double
  let logLikelihood: Double
  let remarks: [String]
  let top: [Customer]
  let out: String?

  init(_ prediction: ValuePrediction, out: String?) {
    model = prediction.model.model
    unit = prediction.model.unit
    horizon = prediction.horizon
    customers = prediction.customers
    expected = prediction.expected
    newCustomer = prediction.newCustomer
    logLikelihood = prediction.logLikelihood
    remarks = prediction.remarks
    top = prediction.rows.prefix(Self.shown).map { row in
      Customer(
        x: row.history.repeats, recency: row.history.recency, age: row.history.age,
        pAlive: row.alive, expected: row.expected, discounted: row.discounted,
        logLikelihood: row.logLikelihood, chances: row.chances)
    }
    self.out = out
  }

  /// The same for people.
  static func text(_ prediction: ValuePrediction, out: String?) -> String {
    let chances = prediction.rows.first?.chances.indices.map { ("P(\($0))", Table.Alignment.right) }
    var table = Table(
      [
        ("x", .right), ("t_x", .right), ("T", .right), ("P(alive)", .right), ("expected", .right),
        ("discounted", .right), ("log-likelihood", .right),
      ] + (chances ?? []))
    for row in prediction.rows.prefix(shown) {
      table.add(
        [
          String(row.history.repeats), Figure.decimals(row.history.recency, 2),
          Figure.decimals(row.history.age, 2), Figure.decimals(row.alive, 6),
          Figure.decimals(row.expected, 6), Figure.decimals(row.discounted, 6),
          Figure.decimals(row.logLikelihood, 6),
        ] + row.chances.map { Figure.decimals($0, 6) })
    }
    let count = prediction.rows.count
    let unit = prediction.model.unit?.rawValue ?? ""
    var parts = [
      "\(prediction.model.model) for \(Figure.counted(prediction.customers, "customer")), "
        + "\(Figure.decimals(prediction.horizon, 2)) \(unit) ahead: "
        + "\(Figure.decimals(prediction.expected, 3)) purchases; a new customer makes "
        + "\(Figure.decimals(prediction.newCustomer, 6)); log-likelihood "
        + "\(Figure.decimals(prediction.logLikelihood, 5))",
      table.render(),
    ]
    if count > shown, out == nil { parts.append("The other \(count - shown) with --out FILE.") }
    parts += prediction.remarks.map { Paragraph("Note: " + $0).text }
    if let out { parts.append("Every customer's figures are in \(out).") }
    return parts.joined(separator: "\n")
  }
}
