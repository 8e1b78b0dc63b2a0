import Commerce
import Compute
import Foundation
import Recommenders
import Testing

@Suite struct `A purchase probability` {
  /// Customers whose true log odds are −2 + 1.2·standout − 0.5·log(1 + recency).
  static func simulated(
    _ count: Int, seed: UInt64
  ) -> (situations: [PurchaseSituation], truth: [Double], bought: [Bool]) {
    var random = SeededGenerator(seed: seed)
    var (situations, truth, bought): ([PurchaseSituation], [Double], [Bool]) = ([], [], [])
    for _ in 0..<count {
      let situation = PurchaseSituation(
        standoutScore: random.normal(), recencyDays: random.below(200), orders: 1 + random.below(9),
        tenureDays: 200 + random.below(400))
      let logit = -0.5 + 1.2 * situation.standoutScore - 0.5 * log1p(Double(situation.recencyDays))
      let p = 1 / (1 + exp(-logit))
      situations.append(situation)
      truth.append(p)
      bought.append(random.uniform() < p)
    }
    return (situations, truth, bought)
  }

  @Test func `finds the probabilities that were planted`() throws {
    let data = Self.simulated(3000, seed: 7)
    let fitted = try #require(
      PurchaseProbability.fit(data.situations, bought: data.bought, rule: OfferRule()))
    let errors = zip(data.situations, data.truth).map { abs(fitted.probability($0) - $1) }
    #expect(errors.reduce(0, +) / 3000 < 0.02)
    #expect(fitted.calibration.brier < fitted.calibration.baseBrier)
    for decile in fitted.calibration.deciles {
      let noise = (decile.expected * (1 - decile.expected) / Double(decile.customers)).squareRoot()
      #expect(abs(decile.expected - decile.observed) < 4 * noise)
    }
  }

  @Test func `expects in sum as many buyers as there were`() throws {
    let data = Self.simulated(400, seed: 1)
    let fitted = try #require(
      PurchaseProbability.fit(data.situations, bought: data.bought, rule: OfferRule()))
    let expected = data.situations.reduce(0) { $0 + fitted.probability($1) }
    #expect(abs(expected - Double(fitted.buyers)) < 0.01)
  }

  @Test func `is the same after it was stored and read back`() throws {
    let data = Self.simulated(100, seed: 3)
    let rule = OfferRule(products: 2, windowDays: 14, offersRepeats: false)
    let fitted = try #require(
      PurchaseProbability.fit(data.situations, bought: data.bought, rule: rule))
    let back = try #require(try PurchaseProbability(MemorySource(arrays: fitted.arrays)))
    #expect(back == fitted)
    #expect(back.probability(data.situations[5]) == fitted.probability(data.situations[5]))
  }

  @Test(arguments: [true, false])
  func `stays strictly between 0 and 1 when all customers do the same`(all: Bool) throws {
    let data = Self.simulated(50, seed: 5)
    let fitted = try #require(
      PurchaseProbability.fit(
        data.situations, bought: data.situations.map { _ in all }, rule: OfferRule()))
    for situation in data.situations {
      let p = fitted.probability(situation)
      #expect(p > 0 && p < 1)
      #expect(all ? p > 0.9 : p < 0.1)
    }
  }

  @Test func `is refused where fewer than twenty customers are known`() {
    let data = Self.simulated(19, seed: 5)
    #expect(
      PurchaseProbability.fit(data.situations, bought: data.bought, rule: OfferRule()) == nil)
  }

  @Test func `learns from a log who bought what would have been offered`() throws {
    // Thirty customers bought tea; ten of them, the recent ones, buy tea again in the window.
    let split = Day(number: 100)
    var lines: [PurchaseLine] = []
    for c in 0..<30 {
      let id = CustomerID("\(c)")
      lines.append(
        PurchaseLine(
          customer: id, product: "tea", time: Timestamp(Day(number: c < 10 ? 95 : 20))))
      if c < 10 {
        lines.append(
          PurchaseLine(customer: id, product: "tea", time: Timestamp(Day(number: 105))))
      } else {
        lines.append(
          PurchaseLine(customer: id, product: "jam", time: Timestamp(Day(number: 105))))
      }
    }
    lines.append(
      PurchaseLine(customer: "late", product: "jam", time: Timestamp(Day(number: 130))))
    let log = PurchaseLog(lines)
    let rule = OfferRule(products: 1, windowDays: 14)
    let fitted = try #require(
      PurchaseProbability.fit(
        log, model: TeaFirst(products: log.products), splitDay: split, rule: rule))
    #expect(fitted.examples == 30)
    #expect(fitted.buyers == 10)
    let recent = PurchaseSituation(standoutScore: 1, recencyDays: 5, orders: 1, tenureDays: 5)
    let lapsed = PurchaseSituation(standoutScore: 1, recencyDays: 80, orders: 1, tenureDays: 80)
    #expect(fitted.probability(recent) > 3 * fitted.probability(lapsed))
    // The window must have ended, or the answer would count people who still have time.
    #expect(
      PurchaseProbability.fit(
        log, model: TeaFirst(products: log.products), splitDay: Day(number: 120), rule: rule) == nil
    )
  }

  @Test func `offers nothing owned where repeats are not offered`() {
    let log = PurchaseLog([
      PurchaseLine(customer: "A", product: "tea", time: Timestamp(Day(number: 1))),
      PurchaseLine(customer: "B", product: "jam", time: Timestamp(Day(number: 1))),
    ])
    let model = TeaFirst(products: log.products)
    let offers = PurchaseSituation.offers(
      for: 0..<2, in: Histories(log, for: log.products), model: model,
      rule: OfferRule(products: 1, offersRepeats: false), asOf: Day(number: 9))
    #expect(offers.map { $0.products.map { log.products[Int($0)].text } } == [["jam"], ["tea"]])
    #expect(offers[0].situation.recencyDays == 8)
  }
}

@Suite struct `A calibration table` {
  @Test func `counts expected and observed buyers by hand`() {
    let table = CalibrationTable(predicted: [0.2, 0.8], bought: [false, true])
    #expect(table.deciles.count == 2)
    #expect(table.deciles[0] == .init(customers: 1, expected: 0.2, observed: 0))
    #expect(abs(table.brier - 0.04) < 1e-15)
    #expect(table.baseBrier == 0.25)
    #expect(abs(table.skill - 0.84) < 1e-12)
  }
}

/// A model that likes tea best, everything else by position.
private struct TeaFirst: RecommenderModel {
  let products: IDIndex<ProductID>

  func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let row = products.ids.enumerated().map { $1 == "tea" ? Float(9) : Float(-$0) }
    return Matrix(
      rows: customers.count, columns: row.count, elements: customers.flatMap { _ in row })
  }
}

private struct MemorySource: ModelArraySource {
  let arrays: ModelArrays
  struct Missing: Error {}

  func floats(_ name: String) throws -> AlignedBuffer<Float> {
    guard let array = arrays.floats[name] else { throw Missing() }
    return array
  }
  func integers(_ name: String) throws -> AlignedBuffer<Int32> {
    guard let array = arrays.integers[name] else { throw Missing() }
    return array
  }
  func texts(_ name: String) throws -> [String] {
    guard let array = arrays.texts[name] else { throw Missing() }
    return array
  }
}
