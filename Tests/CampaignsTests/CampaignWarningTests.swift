import Campaigns
import TestSupport
import Testing

@Suite struct `What warnings say` {
  @Test func `of lists and results`() {
    let warnings: [CampaignWarning] = [
      .tinyControl(units: 1), .tinyControl(units: 40),
      .blindControl(detectable: 0.0612, breakEven: 0.02),
      .blindControl(detectable: nil, breakEven: 0.02),
      .otherRule(what: "products", calibrated: 3, planned: 5),
      .futureModel(lastDay: "2011-12-09", asOf: "2011-06-30"), .nobodyTreated, .oldAddresses(1),
      .oldAddresses(12), .windowOpen(ends: "2011-07-28", knownThrough: "2011-07-10"),
      .sampleRatio(p: 0.0004), .partlySent(sent: 1, planned: 9), .controlContacted(1),
      .controlContacted(3),
    ]
    expectGolden(
      warnings.map { "\($0.sentence)\n" }.joined(), named: "campaign-warnings.txt")
  }

  @Test func `of reasons for leaving somebody out`() {
    expectGolden(
      ExclusionReason.allCases.map { "\($0.rawValue): \($0.words)\n" }.joined(),
      named: "exclusion-reasons.txt")
  }
}
