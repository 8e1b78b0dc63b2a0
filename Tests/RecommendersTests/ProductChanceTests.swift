import Commerce
import Compute
import Recommenders
import Testing

@Suite struct `The chance of a purchase` {
  /// Half the customers buy milk every week, the others try something else each time.
  private static let log = PurchaseLog(
    (0..<60).flatMap { customer in
      stride(from: customer % 7, to: 84, by: 7).map { day in
        let product = customer % 2 == 0 ? "milk" : "p\((customer * 5 + day * 3) % 11)"
        return bought(product, by: "c\(customer)", daysAgo: day, order: "\(day)")
      }
    })

  private func chance() throws -> (ProductChance, any StoredModel) {
    let split = closingDay.advanced(by: -14)
    let model = try Popularity().fit(Self.log, asOf: split, environment: FitEnvironment())
    let chance = try #require(
      ProductChance.fit(Self.log, model: model, splitDay: split, windowDays: 14))
    return (chance, model)
  }

  @Test func `is high for what is bought every week, low for others`() throws {
    let (chance, model) = try chance()
    let histories = Histories(Self.log, for: model.products)
    let list = Ranker(model, eligibility: Eligibility(alreadyBought: .allow))
      .list(for: 0, in: histories, asOf: closingDay, count: 12)
    #expect(histories.customers[0] == "c0" && list[0].product == "milk")
    let chances = chance.chances(
      of: list, customer: 0, in: histories, model: model, asOf: closingDay)
    #expect(chances[0] > 0.7)
    #expect(chances.dropFirst().allSatisfy { $0 < 0.3 })
    #expect(chance.calibration.skill > 0.3)
  }

  @Test func `does not depend on what else is in the list`() throws {
    let (chance, model) = try chance()
    let histories = Histories(Self.log, for: model.products)
    func list(_ change: (inout Eligibility) -> Void) -> [Recommendation] {
      var eligibility = Eligibility.everything
      change(&eligibility)
      return Ranker(model, eligibility: eligibility)
        .list(for: 1, in: histories, asOf: closingDay, count: 12)
    }
    func chances(_ list: [Recommendation], among all: [Recommendation] = []) -> [Double] {
      chance.chances(
        of: list, among: all, customer: 1, in: histories, model: model, asOf: closingDay)
    }
    let all = list { _ in }
    let whole = chances(all)
    let part = list { $0.deniedProducts = Set(all.prefix(3).map(\.product)) }
    #expect(chances(part, among: all) == Array(whole.dropFirst(3)))
    let new = list { $0.alreadyBought = .exclude }
    for (item, own) in zip(new, chances(new)) {
      #expect(own == whole[all.firstIndex { $0.product == item.product } ?? 0])
    }
  }

  @Test func `is the same when read back`() throws {
    let (chance, _) = try chance()
    #expect(try ProductChance(chance.arrays) == chance)
  }

  @Test func `needs a whole window`() throws {
    let (_, model) = try chance()
    #expect(
      ProductChance.fit(Self.log, model: model, splitDay: closingDay, windowDays: 14) == nil)
  }
}
