import Commerce
import Compute
import CustomerValue
import Testing

@Suite struct `A hold-out validation` {
  /// Customers who buy by chance and leave by chance: what the models are made for.
  private func shop(leaving: Double, customers: Int = 200, seed: UInt64 = 4) -> PurchaseDays {
    var random = SeededGenerator(seed: seed)
    var purchases: [CustomerID: [(day: Int, amount: Int)]] = [:]
    for i in 0..<customers {
      let rate = random.gamma(shape: 1.2) / 25
      var day = Double(random.below(100))
      var days = [Int(day)]
      while random.uniform() >= leaving {
        day += random.exponential() / rate
        if day >= 400 { break }
        days.append(Int(day))
      }
      purchases[CustomerID("\(1000 + i)")] = Set(days).sorted().map { ($0, 10) }
    }
    return PurchaseDays(Shop.log(purchases), asOf: Shop.day(399))
  }

  @Test func `counts every customer and every purchase once`() throws {
    let validation = try #require(HoldoutValidation(shop(leaving: 0.1), split: Shop.day(300)))
    for result in validation.results {
      #expect(result.byFrequency.map(\.customers).reduce(0, +) == validation.customers)
      #expect(result.byDecile.map(\.customers).reduce(0, +) == validation.customers)
      for groups in [result.byFrequency, result.byDecile] {
        let actual = groups.map { Double($0.customers) * $0.actual }.reduce(0, +)
        let expected = groups.map { Double($0.customers) * $0.expected }.reduce(0, +)
        #expect(abs(actual - result.actual) < 1e-6)
        #expect(abs(expected - result.expected) < 1e-6 * (1 + result.expected))
      }
      #expect(result.byDecile.map(\.expected) == result.byDecile.map(\.expected).sorted(by: >))
    }
    #expect(validation.results.map(\.name).count == 6)
    #expect(validation.tracking.last?.day == validation.end)
    let tracked = validation.tracking.map(\.actual)
    #expect(tracked == tracked.sorted())
  }

  @Test func `lets a model win where customers leave by chance, and says by how much`() throws {
    let validation = try #require(HoldoutValidation(shop(leaving: 0.25), split: Shop.day(300)))
    let (best, rule) = (try #require(validation.best), try #require(validation.bestRule))
    let model = try #require(validation.result(best))
    #expect(model.rootMeanSquare < rule.rootMeanSquare)
    let verdict = try #require(validation.verdict)
    #expect(verdict.hasPrefix("The best model, \(best), errs "))
    #expect(verdict.hasSuffix(" % less than the best rule of thumb, \(rule.name)."))
  }

  /// Everybody buys faster and faster, which no model here knows of; last period's count is the better guess.
  @Test func `says so where a rule of thumb wins`() throws {
    var purchases: [CustomerID: [(day: Int, amount: Int)]] = [:]
    for i in 0..<60 {
      let days: [Int] = (0..<40).map { visit in
        let left = 1 - Double(visit) / 40
        return Int(390 - 380 * left * left) + i % 7
      }
      purchases[CustomerID("\(100 + i)")] = Set(days).sorted().map { ($0, 10) }
    }
    let days = PurchaseDays(Shop.log(purchases), asOf: Shop.day(399))
    let validation = try #require(HoldoutValidation(days, split: Shop.day(360)))
    #expect(validation.bestRule?.name == "last-period-repeated")
    let verdict = try #require(validation.verdict)
    #expect(verdict.hasPrefix("No model beats the rule of thumb last-period-repeated here: "))
    #expect(verdict.hasSuffix(" % more. Take the rule for who buys how often next."))
  }

  @Test func `needs two months and somebody who came back`() {
    #expect(HoldoutValidation(PurchaseDays(Shop.log(["A": [(0, 1)]]), asOf: Shop.day(30))) == nil)
    #expect(
      HoldoutValidation(
        PurchaseDays(Shop.log(["A": [(0, 1)], "B": [(3, 1)]]), asOf: Shop.day(300))) == nil)
  }
}
