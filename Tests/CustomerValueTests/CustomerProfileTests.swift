import Commerce
import CustomerValue
import Testing

@Suite struct `Customer profiles` {
  private let log = Shop.log([
    "A": [(0, 10), (5, 20), (5, 5)], "B": [(9, 100)], "C": [(20, 1)],
  ])

  @Test func `count distinct orders, days and money up to the day`() throws {
    let profiles = try CustomerProfiles(log, asOf: Shop.day(10))
    let a = try #require(profiles[customer: 0])
    #expect(a.id == "A")
    #expect(a.recencyDays == 5)
    #expect(a.frequency == 3)
    #expect(a.summary.days == 2)
    #expect(a.monetary == Money(35))
    #expect(a.summary.firstDay == Shop.day(0))
    #expect(profiles[customer: 2] == nil, "C buys only later")
    #expect(profiles[customer: 99] == nil)
  }

  @Test func `leave out customers whose purchases were all returned`() throws {
    let returned = PurchaseLog([
      PurchaseLine(customer: "A", product: "P", time: Timestamp(Shop.day(0)), amount: Money(5)),
      PurchaseLine(
        customer: "A", product: "P", time: Timestamp(Shop.day(1)), quantity: -1, amount: Money(-5)),
      PurchaseLine(
        customer: "B", product: "P", time: Timestamp(Shop.day(1)), quantity: -1, amount: Money(-5)),
    ])
    #expect(throws: CustomerValueError.noPurchases(asOf: Shop.day(3))) {
      try CustomerProfiles(returned.settlingReturns().log, asOf: Shop.day(3))
    }
  }

  @Test func `answer to dotted names and offer the nearest for unknown ones`() throws {
    let profiles = try CustomerProfiles(log, asOf: Shop.day(10))
    let a = try #require(profiles[customer: 0])
    #expect(a[field: "frequency"] == .number(3))
    #expect(a[field: "monetary"] == .number(35))
    #expect(a[field: "segment"] == .text(a.segment))
    #expect(a[field: "nonsense"] == nil)
    #expect(try ProfileField.named("value.potential") == .potential)
    #expect(throws: CustomerValueError.unknownField(name: "freqency", nearest: "frequency")) {
      try ProfileField.named("freqency")
    }
  }
}
