import Commerce
import Testing

@testable import Recommenders

@Suite struct `A reason` {
  private let catalogue: Catalogue = {
    var mug = Catalogue.Product()
    mug.name = "RED MUG"
    return Catalogue(["22": mug])
  }()

  private static let day = Day(year: 2011, month: 5, day: 3)

  @Test(
    arguments: [
      (
        Reason.boughtTogether(
          product: "22", on: day, confidence: 0.379, lift: 4.13, unit: .baskets),
        "because you bought RED MUG on 3 May 2011; 38 % of baskets with it also have this, 4.1 × usual"
      ),
      (
        Reason.boughtTogether(
          product: "7", on: nil, confidence: 0.042, lift: 120, unit: .customers),
        "because you bought 7; 4.2 % of customers with it also have this, 120 × usual"
      ),
      (
        Reason.similarTo(product: "22", on: day, contribution: 0.61),
        "because you bought RED MUG on 3 May 2011, 61 % of what speaks for it"
      ),
      (Reason.popular(share: 0.0002), "popular: in under 0.1 % of all orders"),
      (
        Reason.rule(if: ["22", "7", "8"], confidence: 0.5, lift: 2),
        "because you bought RED MUG, 7 and 8; 50 % of baskets with these also have this, 2.0 × usual"
      ),
      (
        Reason.dueAgain(everyDays: 35, daysSince: 43),
        "due now: you buy this about every 5 weeks; the last time was 6 weeks ago"
      ),
      (
        Reason.dueAgain(everyDays: 61, daysSince: 2),
        "a regular of yours, about every 2 months, though you bought it 2 days ago"
      ),
      (
        Reason.dueAgain(everyDays: 1, daysSince: 0),
        "a regular of yours, about every day, though you bought it today"
      ),
      (
        Reason.dueAgain(everyDays: 10, daysSince: 7),
        "due in about 3 days: you buy this about every 10 days; the last time was 7 days ago"
      ),
      (
        Reason.dueAgain(everyDays: 1, daysSince: 1),
        "due now: you buy this about every day; the last time was 1 day ago"
      ),
      (
        Reason.dueAgain(everyDays: 7, daysSince: 11),
        "overdue: you buy this about every 7 days; the last time was 11 days ago"
      ),
    ])
  func `reads as a sentence`(reason: Reason, expected: String) {
    #expect(reason.sentence(catalogue) == expected)
  }

  @Test func `is personal where it is not as true of everybody`() {
    #expect(!Reason.popular(share: 0.1).isPersonal)
    #expect(!Reason.popularAmong(group: "country=France", share: 0.1, lift: 1.1).isPersonal)
    #expect(Reason.popularAmong(group: "country=France", share: 0.1, lift: 2).isPersonal)
    #expect(Reason.dueAgain(everyDays: 7, daysSince: 6).isPersonal)
  }
}
