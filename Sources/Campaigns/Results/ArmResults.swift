import Commerce
public import Evaluation

/// What the units of one arm did, per head.
public struct ArmResults: Sendable, Equatable, Encodable {
  /// How many units there are.
  public let units: Int
  /// How many of them bought.
  public let buyers: Int
  /// The share that bought, with its Wilson interval.
  public let rate: Estimate
  /// Revenue a unit, with Student's interval; `nil` for fewer than two units.
  public let revenuePerHead: Estimate?
  /// Profit a unit, revenue × margin less the contact's cost, with Student's interval.
  public let profitPerHead: Estimate?

  /// Sums up an arm.
  init(_ outcomes: [UnitOutcome], margin: Double, cost: Double) {
    units = outcomes.count
    buyers = outcomes.count(where: \.bought)
    rate = Proportion(successes: buyers, trials: units).interval()
    let revenue = SampleSummary(outcomes.map(\.revenue.value))
    let profit = SampleSummary(outcomes.map { $0.revenue.value * margin - cost })
    revenuePerHead = units > 1 ? revenue.interval() : nil
    profitPerHead = units > 1 ? profit.interval() : nil
  }
}
