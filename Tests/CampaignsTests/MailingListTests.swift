import Campaigns
import Commerce
import TestSupport
import Testing

@Suite struct `A campaign's files` {
  /// Nine customers, among them a household, an objection, a formula for a name, and commas.
  private static func assignments() -> Assignments {
    let names = [
      "Ada Example", "Ben, \"the\" Example", "=1+1", "Dora Example", "Emil Example",
      "Fay Example", "Gil Example", "Hal Example", "Ida Example",
    ]
    let members = names.enumerated().map { i, name in
      var contact = SmallAudience.contact(
        email: i == 8 ? nil : "c\(i)@example.com", name: name, household: i > 5 ? "H1" : nil,
        address1: "\(i) Sample Street")
      contact.city = "Sampleton"
      contact.addressUpdated = SmallAudience.day.advanced(by: -i)
      return AudienceMember(
        customer: CustomerID("\(i + 1)"), contact: contact,
        segment: i % 2 == 0 ? "champions" : "at risk",
        lastPurchase: SmallAudience.day.advanced(by: i == 4 ? -1 : -20))
    }
    let consent = members.enumerated().map { i, member in
      ConsentEvent(
        customer: member.customer, channel: "email", purpose: "marketing",
        status: i == 3 ? .objected : .granted, time: Timestamp(SmallAudience.day))
    }
    let plan = SmallAudience.plan {
      $0.control = 0.3
      $0.productsPerLetter = 2
    }
    return CampaignBuilder(
      plan, asOf: SmallAudience.day, consent: consent,
      history: ContactHistory(for: plan, asOf: SmallAudience.day)
    ).build(members) { open in
      open.map { member in
        OfferScore(
          probability: 0.1 + Double(member.customer.text.count) / 100, orderValue: 25,
          products: [
            .init(
              product: "P1", name: "TEA, GREEN",
              reason: "because you bought JAM on 3 May 2011; 38 % of baskets with it also have this"
            )
          ])
      }
    }
  }

  @Test func `look as they always did`() {
    expectGolden(MailingList(Self.assignments()).csv, named: "list.csv")
    expectGolden(AssignmentList(Self.assignments()).csv, named: "assignment.csv")
  }

  @Test func `never let a spreadsheet run a cell`() {
    for start in ["=", "+", "-", "@", "\t", "\r"] {
      var line = CSVLine()
      line.add(text: start + "cmd")
      #expect(line.text.contains("'" + start))
    }
    var line = CSVLine()
    line.add(-0.5)
    #expect(line.text == "-0.5\r\n")
  }

  @Test func `quote what RFC 4180 wants quoted`() {
    var line = CSVLine()
    for text in ["plain", "a,b", "say \"x\"", "two\nlines", "two\r\nlines", " padded", ""] {
      line.add(text: text)
    }
    #expect(
      line.text
        == "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\"two\r\nlines\",\" padded\",\r\n")
  }

  @Test func `carry a different key for every contact`() {
    let members = SmallAudience.random(400, seed: 3)
    let built = SmallAudience.build(SmallAudience.plan(), members, seed: 3)
    let keys = built.treated.compactMap(\.key)
    #expect(Set(keys).count == built.treated.count)
    #expect(keys.allSatisfy { $0.hasPrefix("spring.") })
  }
}
