import Commerce
public import Evaluation

/// What a campaign changed: the treated less the control, per head, with 95 % intervals.
///
/// Everybody counts in the arm they were drawn into, whether or not the contact arrived, so the comparison
/// is as fair as the coin. Shares are compared by Newcombe's interval, means by Welch's; both over units, so
/// households are not mistaken for several people.
public struct CampaignEffect: Sendable, Equatable {
  /// What the treated did.
  public let treated: ArmResults
  /// What the control did.
  public let control: ArmResults
  /// The rise of the share of buyers, in absolute points.
  public let buyers: Estimate
  /// The rise of revenue a unit; `nil` where an arm has fewer than two units.
  public let revenue: Estimate?
  /// The rise of profit a unit, the contact paid; `nil` where an arm has fewer than two units.
  public let profit: Estimate?
  /// The probability that chance alone makes arms of such unequal sizes; below 0.001 something is wrong.
  public let sampleRatioP: Double

  /// Compares the arms.
  ///
  /// - Parameters:
  ///   - outcomes: One a unit.
  ///   - plan: Margin, cost and the share of the control.
  public init(_ outcomes: [UnitOutcome], plan: CampaignPlan) {
    let treatedUnits = outcomes.filter { $0.arm == .treated }
    let controlUnits = outcomes.filter { $0.arm == .control }
    let cost = plan.costPerContact.value
    treated = ArmResults(treatedUnits, margin: plan.margin, cost: cost)
    control = ArmResults(controlUnits, margin: plan.margin, cost: 0)
    buyers =
      Comparison(
        Proportion(successes: treated.buyers, trials: treated.units),
        Proportion(successes: control.buyers, trials: control.units)
      ).difference
    func difference(_ value: (UnitOutcome) -> Double, _ paid: Double) -> Estimate? {
      guard treatedUnits.count > 1, controlUnits.count > 1 else { return nil }
      return Comparison(
        SampleSummary(treatedUnits.map { value($0) - paid }),
        SampleSummary(controlUnits.map(value))
      ).difference
    }
    revenue = difference({ $0.revenue.value }, 0)
    profit = difference({ $0.revenue.value * plan.margin }, cost)
    sampleRatioP =
      SampleRatioTest(
        observed: [treated.units, control.units], shares: [1 - plan.control, plan.control]
      ).pValue
  }
}
