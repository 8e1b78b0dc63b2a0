import Campaigns
import Commerce
import Foundation
import TestSupport
import Testing

@testable import Rapport

@Suite struct `A campaign's results` {
  @Test func `compare what treated and control bought in the window`() throws {
    try CampaignShop.with { shop, _ in
      let build = try shop.build(try CampaignShop.plan())
      #expect(
        throws: CampaignError.nothingAfter(
          name: "spring", day: CampaignShop.lastDay, known: CampaignShop.lastDay)
      ) { try shop.results(of: "spring") }
      try shop.importPurchases(SmallShop.lines(days: 128))
      let early = try shop.results(of: "spring")
      #expect(!early.isComplete)
      #expect(early.warnings.contains { if case .windowOpen = $0 { true } else { false } })
      try shop.importPurchases(SmallShop.lines(days: 160))
      let results = try shop.results(of: "spring")
      #expect(results.isComplete)
      #expect(results.effect.treated.units == build.manifest.treated)
      #expect(results.effect.control.units == build.manifest.control)
      // Everybody of this shop buys every seven days, contacted or not.
      #expect(results.effect.treated.rate.value == 1)
      #expect(results.effect.buyers.value == 0)
      let revenue = try #require(results.effect.revenue)
      #expect(revenue.low < revenue.value && revenue.value < revenue.high)
      #expect(results.effect.sampleRatioP > 0.001)
      // What was bought after the window plays no part.
      try shop.importPurchases(SmallShop.lines(days: 200))
      #expect(try shop.results(of: "spring").effect == results.effect)
    }
  }

  @Test func `take in what was sent and answered`() throws {
    try CampaignShop.with { shop, folder in
      let build = try shop.build(try CampaignShop.plan())
      let treated = build.assignments.treated
      let (first, second, third) = (treated[0], treated[1], treated[2])
      let control = try #require(build.assignments.control.first)
      let sent =
        "campaign,customer,channel,offer,time,status\n"
        + treated.map {
          "spring,\($0.member.customer),email,Spring letter,2011-05-24,sent"
        }.joined(separator: "\n") + "\nspring,\(control.member.customer),email,Spring letter,"
        + "2011-05-24,sent\nspring,Nobody,email,Spring letter,2011-05-24,sent\n"
      let contacts = try shop.importFile(
        .contacts, from: CampaignShop.write(sent, "sent.csv", in: folder))
      #expect(contacts.updated == treated.count && contacts.added == 1)
      #expect(contacts.rejectedByReason == ["unknown-customer": 1])
      let key = try #require(first.key)
      let answers = """
        campaign,email,customer,key,event,time,amount
        spring,,\(second.member.customer),,unsubscribed,2011-05-25,
        spring,\(third.member.contact?.email ?? ""),,,bounced,2011-05-25,
        ,,,\(key.lowercased()),bought,2011-05-26,12.50
        spring,,\(first.member.customer),,complained,2011-05-27,
        winter,,C1,,opened,2011-05-27,
        spring,,,NO.SUCH.KEY,opened,2011-05-27,
        """
      let file = try CampaignShop.write(answers, "answers.csv", in: folder)
      let responses = try shop.importFile(.responses, from: file)
      #expect(responses.added == 4)
      #expect(responses.rejectedByReason == ["unknown-campaign": 1, "unknown-key": 1])
      #expect(try shop.importFile(.responses, from: file).unchanged == 4)
      try shop.importPurchases(SmallShop.lines(days: 160))
      let results = try shop.results(of: "spring")
      #expect(results.start == Day(year: 2011, month: 5, day: 24))
      #expect(results.contactsSent == treated.count + 1)
      #expect(results.responses == ["unsubscribed": 1, "bounced": 1, "bought": 1, "complained": 1])
      #expect(results.warnings.contains(.controlContacted(1)))
      // The answers hold for the next list.
      let next = try shop.build(try CampaignShop.plan { $0.name = "summer" }, dryRun: true)
      let reasons = Dictionary(
        uniqueKeysWithValues: next.assignments.lines.map { ($0.member.customer, $0.reason) })
      #expect(reasons[first.member.customer] == .objected)
      #expect(reasons[second.member.customer] == .consentWithdrawn)
      #expect(reasons[third.member.customer] == .bounced)
    }
  }
}
