import Commerce
import TestSupport
import Testing

@testable import Rapport

@Suite struct `What campaign errors say` {
  @Test func `in two sentences each`() {
    let day = Day(number: 15_000)
    let errors: [CampaignError] = [
      .unreadablePlan(path: "spring.yaml", reason: "there is no such file"),
      .nobodyMeant(audience: "monetary > 9", customers: 3),
      .nobodyLeft(audience: 3, mostly: "no consent"),
      .unknownGoods(kind: "category", name: "Tee", nearest: "Tea"),
      .unknownGoods(kind: "category", name: "Tee", nearest: nil),
      .unknownGoods(kind: "product", name: "3", nearest: nil), .notCalibrated(version: 2),
      .changed(name: "spring", what: ["the plan", "consent"]),
      .underWay(name: "spring", contacts: 12), .unknownCampaign(name: "sprin", nearest: "spring"),
      .unknownCampaign(name: "x", nearest: nil),
      .nothingAfter(name: "spring", day: day, known: day),
      .changedFile(name: "spring", path: "lists/spring.csv"),
    ]
    expectGolden(
      errors.map { "\($0.code)\n  \($0.message)\n  \($0.hint)\n" }.joined(),
      named: "campaign-errors.txt")
  }
}
