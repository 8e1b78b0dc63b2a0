import Commerce
import CustomerValue
import Testing

@Suite struct `The early-warning list` {
  /// Twelve steady customers, forty who came once or twice, and two of value who fell silent.
  private var log: PurchaseLog {
    var purchases: [CustomerID: [(day: Int, amount: Int)]] = [:]
    for i in 0..<12 {
      purchases[CustomerID("steady\(10 + i)")] = stride(from: i, through: 360, by: 18 + i)
        .map { ($0, 10 + i) }
    }
    for i in 0..<40 {
      purchases[CustomerID("once\(10 + i)")] =
        i % 3 == 0 ? [(i * 7, 5), (i * 7 + 30, 5)] : [(i * 7, 5)]
    }
    purchases["slipping"] = stride(from: 0, through: 280, by: 20).map { ($0, 100) }
    purchases["gone"] = stride(from: 0, through: 100, by: 20).map { ($0, 100) }
    return Shop.log(purchases)
  }

  @Test func `names who is slipping away, with the reason`() throws {
    let found = try EarlyWarnings(log, asOf: Shop.day(360))
    let first = try #require(found.warnings.first)
    #expect(first.id == "slipping")
    #expect(first.silentDays == 80)
    if let alive = first.alive, let before = first.aliveBefore { #expect(alive < before) }
    #expect(found.modelSeesLeaving == (first.alive != nil))
    #expect(first.reason.hasPrefix("bought every "))
    #expect(first.reason.hasSuffix("; 1,500 a year at stake"))
    #expect(!found.warnings.contains { $0.id.text.hasPrefix("steady") })
    #expect(!found.warnings.contains { $0.id == "gone" }, "too late for a warning")
    #expect(found.model.model != "bg-nbd")
  }

  @Test func `is sorted by what is at stake`() throws {
    var rule = WarningRule()
    (rule.monetaryFrom, rule.fall, rule.minimumVisits) = (1, 0.01, 1)
    let stakes = try EarlyWarnings(log, asOf: Shop.day(360), rule: rule).warnings.map(\.atStake)
    #expect(stakes.count > 1 && stakes == stakes.sorted(by: >))
  }

  @Test func `refuses a model that cannot judge one-time buyers`() {
    let refusal = ValueModelError.cannotWarn(name: "bg-nbd", known: ["mbg-nbd", "pareto-nbd"])
    #expect(throws: refusal) {
      try EarlyWarnings(log, asOf: Shop.day(360), model: "bg-nbd")
    }
    #expect(
      refusal.description == "The model bg-nbd believes that everybody who bought once is still "
        + "there, so it cannot warn. Use mbg-nbd or pareto-nbd for warnings.")
  }
}

@Suite struct `Validation on held-out purchases` {
  @Test func `measures models beside rules of thumb`() throws {
    let log = Shop.log(
      Dictionary(
        uniqueKeysWithValues: (0..<60).map { i in
          (
            CustomerID("c\(100 + i)"),
            stride(from: i, through: i % 4 == 0 ? 120 : 380, by: 15 + i).map { ($0, 1) }
          )
        }))
    let days = PurchaseDays(log, asOf: Shop.day(380))
    let found = try #require(HoldoutValidation(days))
    #expect(
      found.results.map(\.name) == [
        "bg-nbd", "mbg-nbd", "pareto-nbd", "last-period-repeated", "same-rate", "hiatus-rule",
      ])
    #expect(found.split == Shop.day(285))
    for result in found.results {
      #expect(result.byFrequency.map(\.customers).reduce(0, +) == found.customers)
      #expect(result.byDecile.map(\.customers).reduce(0, +) == found.customers)
      #expect(result.actual == found.results[0].actual)
    }
    let models = found.results.prefix(3)
    #expect(found.best == models.min { $0.rootMeanSquare < $1.rootMeanSquare }?.name)
    #expect(found.tracking.count == 24)
    let actual = found.tracking.map(\.actual)
    let expected = found.tracking.map(\.expected)
    #expect(actual == actual.sorted() && expected == expected.sorted())
  }

  @Test func `needs some history`() {
    let short = PurchaseDays(Shop.log(["A": [(0, 1), (5, 1)]]), asOf: Shop.day(9))
    #expect(HoldoutValidation(short) == nil)
    let once = PurchaseDays(Shop.log(["A": [(0, 1)], "B": [(90, 1)]]), asOf: Shop.day(99))
    #expect(HoldoutValidation(once) == nil)
  }
}
