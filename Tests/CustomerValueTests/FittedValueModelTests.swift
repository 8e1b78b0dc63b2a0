import Commerce
import CustomerValue
import Foundation
import Testing

@Suite struct `A fitted value model` {
  private var log: PurchaseLog {
    var purchases: [CustomerID: [(day: Int, amount: Int)]] = [:]
    for i in 0..<60 {
      purchases[CustomerID("c\(100 + i)")] = stride(
        from: i, through: i % 3 == 0 ? 90 : 300, by: 9 + i
      ).map { ($0, 5 + ($0 * 7 + i) % 11) }
    }
    return Shop.log(purchases)
  }

  @Test(arguments: ["bg-nbd", "pareto-nbd"])
  func `scores as the fit did, after a journey through a file`(name: String) throws {
    var settings = ValueSettings()
    settings.model = name
    let fresh = try CustomerProfiles(log, asOf: Shop.day(310), settings: settings)
    let models = try #require(fresh.forecast?.models)
    #expect(models.purchases.model == name)
    #expect((models.warnings == nil) == (name == "pareto-nbd"), "bg-nbd cannot warn")
    settings.fitted = try JSONDecoder().decode(
      FittedValueModel.self, from: JSONEncoder().encode(models))
    settings.model = "none"
    let later = try CustomerProfiles(log, asOf: Shop.day(310), settings: settings, threads: 2)
    #expect(later.profiles == fresh.profiles)
    #expect(later.forecast?.wasFittedBefore == true)
    #expect(later.forecast?.validation == nil)
  }

  @Test func `in another unit of time is refused`() throws {
    var settings = ValueSettings()
    let fresh = try CustomerProfiles(log, asOf: Shop.day(310), settings: settings)
    let models = try #require(fresh.forecast?.models)
    settings.fitted = FittedValueModel(
      unit: .weeks, purchases: models.purchases, warnings: nil, spend: nil)
    #expect(throws: HistoryError.units(model: .weeks, data: .days)) {
      try CustomerProfiles(log, asOf: Shop.day(310), settings: settings)
    }
  }
}
