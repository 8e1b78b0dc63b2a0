import Campaigns
import Commerce
import Foundation
import TestSupport
import Testing

@testable import Rapport

@Suite struct `Building a campaign` {
  private func text(_ path: String?) throws -> String {
    try String(contentsOfFile: try #require(path), encoding: .utf8)
  }

  @Test func `writes who is treated, held back or left out, and why`() throws {
    try CampaignShop.with { shop, _ in
      let build = try shop.build(try CampaignShop.plan())
      let reasons = Dictionary(
        uniqueKeysWithValues: build.assignments.lines.map { ($0.member.customer.text, $0.reason) })
      #expect(reasons["C3"] == .objected)
      #expect(reasons["C5"] == .noConsent)
      #expect(reasons["C7"] == .noAddress)
      #expect([reasons["C0"], reasons["C2"]].contains(.household))
      #expect(build.manifest.audience == SmallShop.customers)
      let excluded = build.manifest.excluded.values.reduce(0, +)
      #expect(build.manifest.treated + build.manifest.control + excluded == SmallShop.customers)
      #expect(build.manifest.treated > 5 && build.manifest.control > 0)
      let list = try text(build.listPath)
      for line in build.assignments.control {
        #expect(!list.contains("\r\n\(line.member.customer.text),"))
      }
      expectGolden(list, named: "spring.csv")
      expectGolden(try text(build.assignmentPath), named: "spring.assignment.csv")
      let manifest = try text(build.manifestPath)
      #expect(manifest.contains(build.manifest.inputs.purchases))
      #expect(build.manifest.inputs.purchases == (try shop.analysisLog()).fingerprint)
    }
  }

  @Test func `rests on the registry's groups only where its audience asks for them`() throws {
    try CampaignShop.with { shop, _ in
      let fit = try shop.fitValue("mbg-nbd")
      try shop.registerValue(fit)
      let name = try #require(fit.groups?.names.first)
      let plain = try CampaignShop.plan()
      let asking = try CampaignShop.plan {
        $0.name = "groups"
        $0.audience = "cluster = \"\(name)\""
      }
      let built = try shop.build(asking)
      #expect(try shop.build(plain).manifest.inputs.value == nil)
      #expect(built.manifest.inputs.value != nil && built.manifest.audience > 0)
      try shop.registerValue(shop.fitValue("pareto-nbd"), promotes: true)
      _ = try shop.build(plain)
      #expect(throws: CampaignError.self) { try shop.build(asking) }
    }
  }

  @Test func `gives whoever may not be personalised the popular list`() throws {
    try CampaignShop.with { shop, _ in
      let build = try shop.build(try CampaignShop.plan { $0.control = 0.001 })
      let line = try #require(build.assignments.lines.first { $0.member.customer == "C9" })
      let score = try #require(line.score)
      #expect(line.arm == .treated)
      #expect(score.products.map(\.product).first == "9")
      #expect(score.products.allSatisfy { $0.reason.hasPrefix("popular") })
    }
  }

  @Test func `writes nothing in a dry run`() throws {
    try CampaignShop.with { shop, _ in
      let build = try shop.build(try CampaignShop.plan(), dryRun: true)
      #expect(build.manifest.treated > 0 && build.listPath == nil)
      #expect(try shop.campaigns().isEmpty)
      #expect(!FileManager.default.fileExists(atPath: shop.listsFolder.path(percentEncoded: false)))
    }
  }

  @Test func `again gives the same bytes, even after later purchases`() throws {
    try CampaignShop.with { shop, _ in
      let first = try shop.build(try CampaignShop.plan())
      let texts = try [first.listPath, first.assignmentPath, first.manifestPath].map(text)
      try shop.importPurchases(SmallShop.lines(days: 130))
      let second = try shop.build(try CampaignShop.plan(), settings: RunSettings(threads: 2))
      #expect(second.isRebuild)
      #expect(try [second.listPath, second.assignmentPath, second.manifestPath].map(text) == texts)
      #expect(try shop.campaigns().count == 1)
    }
  }

  @Test func `refuses to be built again from something else, and says what changed`() throws {
    try CampaignShop.with { shop, folder in
      _ = try shop.build(try CampaignShop.plan())
      let line = PurchaseLine(
        customer: "C1", product: "9", time: Timestamp(SmallShop.firstDay), amount: Money(3))
      try shop.importPurchases([line])
      #expect(throws: CampaignError.changed(name: "spring", what: ["the purchases up to its day"]))
      { try shop.build(try CampaignShop.plan()) }
      let consent =
        "customer,channel,purpose,status,time\nC4,email,marketing,withdrawn,2010-02-01\n"
      _ = try shop.importFile(
        .consent, from: CampaignShop.write(consent, "more.csv", in: folder))
      #expect(
        throws: CampaignError.changed(
          name: "spring", what: ["the plan", "the purchases up to its day", "consent"])
      ) { try shop.build(try CampaignShop.plan { $0.budget = Money(3) }) }
      // A list that was not sent may be drawn anew; one that was may not.
      let again = try shop.build(try CampaignShop.plan(), replaces: true)
      let treated = try #require(again.assignments.treated.first).member.customer
      let contacts = "campaign,customer,time\nspring,\(treated),2011-06-01\n"
      _ = try shop.importFile(.contacts, from: CampaignShop.write(contacts, "sent.csv", in: folder))
      #expect(throws: CampaignError.underWay(name: "spring", contacts: 1)) {
        try shop.build(try CampaignShop.plan(), replaces: true)
      }
    }
  }

  @Test func `counts a list that was built as contacts of the next one`() throws {
    try CampaignShop.with { shop, _ in
      let first = try shop.build(try CampaignShop.plan())
      let second = try shop.build(
        try CampaignShop.plan {
          $0.name = "summer"
          $0.exclusions.contactedWithinDays = 7
        }, dryRun: true)
      // The whole household counts as contacted, whichever member had the letter.
      func members(of lines: [Assignment]) -> Int {
        let units = Set(lines.map(\.unit))
        return first.assignments.lines.count { units.contains($0.unit) }
      }
      let (treated, control) = (first.assignments.treated, first.assignments.control)
      #expect(second.manifest.excluded["recentlyContacted"] == members(of: treated))
      let third = try shop.build(
        try CampaignShop.plan {
          $0.name = "autumn"
          $0.exclusions.campaigns = ["spring"]
        }, dryRun: true)
      #expect(third.manifest.excluded["otherCampaign"] == members(of: treated + control))
    }
  }

  @Test func `means only those who bought what the audience asks for`() throws {
    try CampaignShop.with { shop, _ in
      let build = try shop.build(
        try CampaignShop.plan { $0.audience = "bought product 1 and not bought product 5" },
        dryRun: true)
      // Only the tea drinkers buy product 1.
      #expect(build.manifest.audience == SmallShop.customers / 2)
      let owners = try shop.build(
        try CampaignShop.plan { $0.exclusions.ownsProducts = ["1"] }, dryRun: true)
      #expect((owners.manifest.excluded["ownsProduct"] ?? 0) > 5)
    }
  }

  @Test func `is refused in words where it cannot be`() throws {
    try CampaignShop.with { shop, folder in
      func refusal(_ change: @escaping (inout CampaignPlan) -> Void) -> String {
        do {
          _ = try shop.build(try CampaignShop.plan(change))
          return "built"
        } catch let error as any ExplainedError {
          return "\(error.code)\n  \(error.message)\n  \(error.hint)\n"
        } catch {
          return "\(error)"
        }
      }
      let refusals = [
        refusal { $0.asOf = Day(number: 14_000) },
        refusal { $0.audience = "monetary > 1000000" },
        refusal { $0.audience = "segment: champion" },
        refusal { $0.audience = "recencydays2 < 3" },
        refusal { $0.audience = "bought product 99" },
        refusal { $0.offers[0].products = ["99"] },
        refusal { $0.offers[0].category = "Tee" },
        refusal { $0.budget = .zero },
        refusal { $0.control = 0 },
        refusal { $0.control = 1 },
        refusal { $0.unitCost = Money(1_000_000) },
        refusal { $0.model = 7 },
        refusal { $0.exclusions.campaigns = ["springg"] },
      ]
      expectGolden(refusals.joined(), named: "campaign-refusals.txt")
      let built = try shop.campaigns()
      #expect(built.isEmpty)
      #expect(throws: CampaignError.unknownCampaign(name: "sprin", nearest: nil)) {
        try shop.results(of: "sprin")
      }
    }
  }

  @Test func `exports its list only as it was written`() throws {
    try CampaignShop.with { shop, folder in
      let build = try shop.build(try CampaignShop.plan())
      let copy = folder.appending(path: "copy.csv")
      #expect(try shop.exportList(of: "spring", to: copy) == build.manifest.treated)
      #expect(try text(copy.path(percentEncoded: false)) == text(build.listPath))
      let path = try #require(build.listPath)
      try Data("changed".utf8).write(to: URL(filePath: path))
      #expect(throws: CampaignError.changedFile(name: "spring", path: path)) {
        try shop.exportList(of: "spring", to: copy)
      }
    }
  }
}

@Suite struct `A campaign's file` {
  @Test func `is read as YAML`() throws {
    let plan = try CampaignShop.plan()
    #expect(plan.unitCost == Money(tenThousandths: 500))
    #expect(plan.audience.hasPrefix("(segment: [\"champions\", \"loyal\""))
    #expect(plan.responseWindow == 14 && plan.seed == 11)
  }

  @Test(arguments: [
    ("", "plan-not-readable"), ("- a\n- b", "plan-bad-value"), ("name: [", "plan-not-readable"),
    ("audience: segment: champions", "plan-not-readable"), ("nam: x", "plan-unknown-key"),
    ("name: x", "plan-missing-key"),
  ])
  func `is refused where it is none`(text: String, code: String) {
    do {
      _ = try CampaignPlan(yaml: text)
      Issue.record("'\(text)' was read.")
    } catch let error as any ExplainedError {
      #expect(error.code == code)
    } catch {
      Issue.record("\(error)")
    }
  }
}
