import Commerce
import Compute
import Foundation
import Recommenders
import Testing

@Suite struct `A next-basket model` {
  private let log = PurchaseLog([
    bought("1", by: "a", daysAgo: 21, order: "1"), bought("2", by: "a", daysAgo: 21, order: "1"),
    bought("1", by: "a", daysAgo: 14, order: "2"), bought("1", by: "a", daysAgo: 7, order: "3"),
    bought("3", by: "b", daysAgo: 3, order: "1"), bought("3", by: "b", daysAgo: 3, order: "1"),
  ])

  private func scores(_ algorithm: NextBasket, asOf: Day = closingDay) throws -> [Float] {
    let model = try algorithm.fit(log, asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(log, for: model.products)
    return model.scores(for: 0..<1, in: histories, asOf: asOf).elements
  }

  @Test func `counts the customer's own baskets`() throws {
    #expect(try scores(NextBasket(basketDecay: 1, popularityWeight: 0)) == [3, 1, 0])
  }

  @Test func `forgets with every newer basket`() throws {
    let found = try scores(NextBasket(basketDecay: 0.5, popularityWeight: 0))
    #expect(found == [1.75, 0.25, 0])
  }

  @Test func `forgets by half after a half-life`() throws {
    let found = try scores(NextBasket(basketDecay: 1, halfLifeDays: 7, popularityWeight: 0))
    #expect(zip(found, [0.875, 0.125, 0]).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func `adds what everybody's latest baskets hold`() throws {
    // Latest baskets: 1 of a and 3 of b count 1 each; the decay 0.5 adds 0.5 + 0.25 to 1, 0.25 to 2.
    let found = try scores(
      NextBasket(basketDecay: 1, popularityWeight: 7, popularityBasketDecay: 0.5))
    #expect(zip(found, [3 + 7, 1 + 1, 4]).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func `waits until a product is due`() throws {
    let algorithm = NextBasket(basketDecay: 1, popularityWeight: 0, cadence: 1)
    // Product 1 comes every 7 days: on the closing day it is exactly due.
    #expect(abs(try scores(algorithm)[0] - 3) < 1e-5)
    let early = try scores(algorithm, asOf: closingDay.advanced(by: -6))[0]
    #expect(abs(early - 3 * exp(1 - 1 / 7.0) / 7) < 1e-4)
    let late = try scores(algorithm, asOf: closingDay.advanced(by: 14))[0]
    #expect(abs(late - 3 * 3 * exp(-2.0)) < 1e-4)
  }

  @Test func `names the rhythm as the reason`() throws {
    let model = try NextBasket(basketDecay: 1).fit(
      log, asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(log, for: model.products)
    let reasons = model.reasons(
      for: 0, customer: 0, in: histories, asOf: closingDay.advanced(by: 2), count: 3)
    #expect(reasons == [.dueAgain(everyDays: 7, daysSince: 9)])
    let other = model.reasons(for: 2, customer: 0, in: histories, asOf: closingDay, count: 3)
    #expect(other == [.popular(share: 0.25)])
  }

  /// A third of the customers buys each product at its own planted pace; the model must know who is due.
  @Test func `finds planted cadences`() throws {
    let paces = [7, 14, 28]
    let lines = (0..<30).flatMap { customer in
      paces.indices.flatMap { product in
        stride(from: customer % paces[product], to: 120, by: paces[product]).map {
          bought("p\(product)", by: "c\(customer)", daysAgo: 120 - $0)
        }
      }
    }
    let log = PurchaseLog(lines)
    let model = try NextBasket(basketDecay: 1, popularityWeight: 0, cadence: 1).fit(
      log, asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(log, for: model.products)
    for customer in 0..<30 {
      for product in 0..<3 {
        let reasons = model.reasons(
          for: product, customer: customer, in: histories, asOf: closingDay, count: 1)
        guard case .dueAgain(let every, _) = try #require(reasons.first) else {
          Issue.record("no rhythm for \(customer), \(product)")
          continue
        }
        #expect(abs(every - paces[product]) <= 1)
      }
    }
  }
}
