/// How many were left after a step of list building.
public struct CampaignStep: Sendable, Equatable, Codable {
  /// What the step did, in a word or two.
  public let what: String
  /// How many it left out.
  public let removed: Int
  /// How many remain.
  public let remaining: Int

  /// Records a step.
  public init(what: String, removed: Int, remaining: Int) {
    self.what = what
    self.removed = removed
    self.remaining = remaining
  }
}

extension Assignments {
  /// The counts at every step, from the audience to the arms; steps that left nobody out are not named.
  public var steps: [CampaignStep] {
    var remaining = lines.count
    var steps = [CampaignStep(what: "audience", removed: 0, remaining: remaining)]
    let counts = excluded
    for reason in ExclusionReason.allCases {
      guard let count = counts[reason] else { continue }
      remaining -= count
      steps.append(CampaignStep(what: reason.words, removed: count, remaining: remaining))
    }
    steps.append(
      CampaignStep(
        what: "held back as control", removed: control.count, remaining: treated.count))
    return steps
  }
}
