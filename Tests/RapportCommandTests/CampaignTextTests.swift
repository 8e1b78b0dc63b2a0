import Commerce
import TestSupport
import Testing

@testable import Rapport
@testable import RapportCommand

@Suite struct `What people read about a campaign` {
  private static let day = Day(number: 15_000)

  private static var plan: CampaignPlan {
    var plan = CampaignPlan(
      name: "spring", unitCost: Money(tenThousandths: 5500), margin: 0.4)
    plan.control = 0.25
    plan.seed = 5
    plan.budget = Money(6)
    return plan
  }

  private static var assignments: Assignments {
    let members = (0..<40).map { i in
      var contact = CustomerDirectory.Customer()
      contact.email = i % 8 == 7 ? nil : "c\(i)@example.com"
      contact.household = i < 4 ? "H1" : nil
      return AudienceMember(
        customer: CustomerID("\(i)"), contact: contact, segment: "loyal",
        lastPurchase: day.advanced(by: -i))
    }
    let consent = members.dropLast(3).map {
      ConsentEvent(
        customer: $0.customer, channel: "email", purpose: "marketing", status: .granted,
        time: Timestamp(day))
    }
    return CampaignBuilder(
      plan, asOf: day, consent: consent, history: ContactHistory(for: plan, asOf: day)
    ).build(members) { open in
      open.enumerated().map { i, _ in
        OfferScore(
          probability: 0.02 + 0.004 * Double(i), orderValue: 30,
          products: [.init(product: "P", name: "TEA", reason: "popular")])
      }
    }
  }

  private static func build(isDryRun: Bool) -> CampaignBuild {
    let manifest = CampaignManifest(
      assignments,
      inputs: .init(
        purchases: "", customers: "", consent: "", contacts: "", catalogue: "", model: ""),
      modelVersion: 3, modelName: "popularity", list: .init(name: "spring.csv", sha256: ""),
      assignment: .init(name: "spring.assignment.csv", sha256: ""))
    func path(_ name: String) -> String? { isDryRun ? nil : "lists/\(name)" }
    return CampaignBuild(
      manifest: manifest, assignments: assignments, warnings: assignments.warnings,
      isDryRun: isDryRun, isRebuild: false, listPath: path("spring.csv"),
      assignmentPath: path("spring.assignment.csv"), manifestPath: path("spring.manifest.json"),
      seconds: 0)
  }

  @Test func `a dry run shows every step and what it would cost`() {
    expectGolden(
      CampaignBuildText(Self.build(isDryRun: true)).text + "\n", named: "campaign-dry-run.txt")
  }

  @Test func `a build says where its files are`() {
    expectGolden(
      CampaignBuildText(Self.build(isDryRun: false)).text + "\n", named: "campaign-build.txt")
  }

  @Test func `results show both arms, the difference and its certainty`() {
    let outcomes = (0..<300).map { i in
      UnitOutcome(
        unit: "c:\(i)", arm: i < 225 ? .treated : .control,
        orders: i < 225 ? (i % 5 == 0 ? 1 : 0) : (i % 15 == 0 ? 1 : 0),
        revenue: Money(
          i < 225 ? (i % 5 == 0 ? 20 + i % 7 : 0) : (i % 15 == 0 ? 20 + i % 7 : 0)))
    }
    let effect = CampaignEffect(outcomes, plan: Self.plan)
    let results = CampaignResults(
      campaign: "spring", start: Self.day, windowEnds: Self.day.advanced(by: 28),
      knownThrough: Self.day.advanced(by: 20), effect: effect, contactsSent: 225,
      responses: ["opened": 80, "clicked": 12],
      warnings: [
        .windowOpen(
          ends: Self.day.advanced(by: 28).description,
          knownThrough: Self.day.advanced(by: 20).description)
      ])
    expectGolden(CampaignResultsText(results).text + "\n", named: "campaign-results.txt")
  }

  @Test func `no campaign yet says how to begin`() {
    #expect(CampaignListText([]).text.contains("rapport campaign build"))
  }
}
