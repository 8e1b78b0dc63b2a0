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

  @Test func `hold every figure where there is history enough`() throws {
    var purchases: [CustomerID: [(day: Int, amount: Int)]] = [:]
    for i in 0..<50 {
      purchases[CustomerID("c\(100 + i)")] = stride(
        from: i, through: i % 3 == 0 ? 90 : 300, by: 12 + i
      ).map { ($0, 5 + ($0 * 7 + i) % 11) }
    }
    let profiles = try CustomerProfiles(Shop.log(purchases), asOf: Shop.day(310))
    let names = Set(profiles.segments.names)
    for profile in profiles.profiles {
      let always = ProfileField.table.filter { ![.segmentBefore, .atStake, .reason].contains($0) }
      for field in always { #expect(profile[field] != nil, "\(field)") }
      #expect(names.contains(profile.segment))
      let alive = try #require(profile.pAlive)
      #expect((0...1).contains(alive))
      let value = try #require(profile.value)
      #expect(value.historic == profile.monetary.value)
      #expect(value.current >= 0 && value.potential >= 0)
      let buys = try #require(profile.pPurchase)
      #expect(buys <= alive && buys >= 0, "only who is alive buys")
      #expect((profile.warning != nil) == (profile[.warning] == .text("yes")))
    }
    let forecast = try #require(profiles.forecast)
    #expect(forecast.timing.report.model == forecast.validation?.best)
    let two = try CustomerProfiles(
      Shop.log(purchases), asOf: Shop.day(310), settings: ValueSettings(), threads: 2)
    #expect(two.profiles == profiles.profiles)
  }

  /// BG/NBD takes everybody who bought once for alive, however long ago that was.
  @Test func `ask a model that can tell whether a one-time buyer is gone`() throws {
    var purchases: [CustomerID: [(day: Int, amount: Int)]] = [:]
    for i in 0..<60 {
      let days = i % 2 == 0 ? [i] : Array(stride(from: i, through: 60 + 4 * i, by: 9))
      purchases[CustomerID("c\(100 + i)")] = days.map { ($0, 10) }
    }
    var settings = ValueSettings()
    settings.model = "bg-nbd"
    let profiles = try CustomerProfiles(
      Shop.log(purchases), asOf: Shop.day(400), settings: settings)
    let forecast = try #require(profiles.forecast)
    #expect(forecast.timing.report.model == "bg-nbd")
    #expect(forecast.aliveNote?.contains("P(alive) is that of pareto-nbd") == true)
    for profile in profiles.profiles {
      let (alive, buys) = (try #require(profile.pAlive), try #require(profile.pPurchase))
      #expect(buys <= alive, "only who is alive buys")
      let summary = profile.summary
      let history = PurchaseHistory(
        repeats: summary.days - 1, recency: Double(summary.firstDay.distance(to: summary.lastDay)),
        age: Double(summary.firstDay.distance(to: profiles.asOf)))
      let judge = forecast.warningTiming.model.probabilityAlive(history)
      #expect(alive == max(judge, buys))
      if profile.summary.days == 1 { #expect(alive < 0.9, "\(profile.id)") }
    }
  }

  @Test(
    arguments: [
      ["A": [(0, 10)], "B": [(0, 20)], "C": [(0, 5)]],
      ["A": [(0, 10)], "B": [(4, 20)], "C": [(9, 5)]],
      ["A": [(0, 0)], "B": [(0, -5), (3, 1)]],
    ] as [[CustomerID: [(day: Int, amount: Int)]]])
  func `leave estimates out where nothing can be learnt`(
    purchases: [CustomerID: [(day: Int, amount: Int)]]
  ) throws {
    let profiles = try CustomerProfiles(Shop.log(purchases), asOf: Shop.day(30))
    #expect(profiles.profiles.count == purchases.count)
    for profile in profiles.profiles {
      #expect(profile[.segment] != nil && profile[.tier] != nil)
      if let alive = profile.pAlive { #expect((0...1).contains(alive)) }
      if let value = profile.value { #expect(value.total.isFinite) }
    }
  }
}
