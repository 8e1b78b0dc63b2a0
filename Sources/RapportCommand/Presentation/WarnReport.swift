import Rapport

/// What `rapport warn` prints.
struct WarnReport: Encodable {
  struct Customer: Encodable {
    let customer: String
    let reason: String
    let atStake: Double
    let pAlive: Double?
    let pAliveBefore: Double?
    let rhythmDays: Double
    let silentDays: Int
    let score: String
    let scoreBefore: String
  }

  let asOf: Day
  let before: Day
  let model: String
  let modelSeesLeaving: Bool
  let customers: Int
  let atStake: Double
  let top: [Customer]
  let seconds: Double

  init(_ warnings: EarlyWarnings, top: Int, seconds: Double) {
    asOf = warnings.asOf
    before = warnings.before
    model = warnings.model.model
    modelSeesLeaving = warnings.modelSeesLeaving
    customers = warnings.warnings.count
    atStake = warnings.warnings.reduce(0) { $0 + $1.atStake }
    self.top = warnings.warnings.prefix(top).map {
      Customer(
        customer: $0.id.text, reason: $0.reason, atStake: $0.atStake, pAlive: $0.alive,
        pAliveBefore: $0.aliveBefore, rhythmDays: $0.rhythmDays, silentDays: $0.silentDays,
        score: $0.score.description, scoreBefore: $0.scoreBefore.description)
    }
    self.seconds = seconds
  }

  private var basis: String {
    modelSeesLeaving
      ? "P(alive) by \(model)"
      : "\(model) sees nobody leave here, so silence against the own rhythm decides"
  }

  /// The same for people.
  var text: String {
    guard customers > 0 else {
      return "Nobody of value is slipping away between \(before) and \(asOf) (\(basis))."
    }
    var table = Table([
      ("customer", .left), ("at stake", .right), ("score", .left), ("was", .left),
      ("why", .left),
    ])
    for customer in top {
      table.add([
        customer.customer, Figure.grouped(Int(customer.atStake.rounded())), customer.score,
        customer.scoreBefore, customer.reason,
      ])
    }
    return """
      \(Figure.grouped(customers)) customers of value are slipping away between \(before) and \
      \(asOf); \(Figure.grouped(Int(atStake.rounded()))) a year at stake (\(basis)).

      \(table.render())
      """
  }
}
