import Commerce
import Compute
import Testing

@testable import Recommenders

@Suite struct `The ranking of a factor model` {
  /// More products than one tile of 512 holds, bought by chance.
  private static let log: PurchaseLog = {
    var generator = SeededGenerator(seed: 8)
    var lines: [PurchaseLine] = []
    for customer in 0..<60 {
      for _ in 0..<40 {
        let product = min(generator.below(1400), generator.below(1400))
        lines.append(bought("\(product)", by: "\(customer)", order: "1"))
      }
    }
    return PurchaseLog(lines)
  }()

  @Test(arguments: [1, 5, 30])
  func `is that of a full sort`(count: Int) throws {
    var als = ImplicitALS()
    als.factors = 16
    als.iterations = 2
    let model = try als.fit(Self.log, asOf: closingDay, environment: FitEnvironment())
    #expect(model.products.count > 900)
    let histories = Histories(Self.log, for: model.products)
    let customers = 0..<histories.customers.count
    let lists = Ranker(model).lists(for: customers, in: histories, asOf: closingDay, count: count)
    let scores = model.scores(for: customers, in: histories, asOf: closingDay)
    for customer in customers {
      let away = Set(
        histories.log.lines(ofCustomer: customer).map { Int(histories.log.columns.product[$0]) })
      let sorted = (0..<scores.columns).filter { !away.contains($0) }
        .map { scores[customer, $0] }.sorted(by: >)
      let list = lists[customer]
      #expect(list.count == count)
      for (item, expected) in zip(list, sorted) {
        #expect(abs(item.score - expected) < 1e-5)
        #expect(abs(scores[customer, item.position] - item.score) < 1e-5)
        #expect(!away.contains(item.position))
      }
    }
  }

  @Test func `is the same for one customer as for a block, and on two threads`() throws {
    var als = ImplicitALS()
    als.factors = 16
    als.iterations = 2
    let model = try als.fit(Self.log, asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(Self.log, for: model.products)
    let customers = 0..<histories.customers.count
    let one = Ranker(model).lists(for: customers, in: histories, asOf: closingDay, count: 10)
    let two = Ranker(model, threads: 2)
      .lists(for: customers, in: histories, asOf: closingDay, count: 10)
    for customer in customers {
      #expect(one[customer] == two[customer])
      let alone = Ranker(model).list(for: customer, in: histories, asOf: closingDay, count: 10)
      #expect(alone == one[customer])
    }
  }

  /// Products bought by the same customers have the same factors, but for rounding: who stands last in a list
  /// is a matter of the last bit, and must not be one of how many customers are ranked at once.
  @Test func `puts equal products in the order of their ids`() throws {
    let lines = (0..<30).flatMap { customer in
      (0..<40).map { product in
        bought("\(product * 30 + customer % 15)", by: "\(customer)", order: "1")
      }
    }
    let log = PurchaseLog(lines)
    var als = ImplicitALS()
    als.factors = 16
    als.iterations = 2
    let model = try als.fit(log, asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(log, for: model.products)
    let ranker = Ranker(model, eligibility: Eligibility(alreadyBought: .allow))
    let customers = 0..<histories.customers.count
    let lists = ranker.lists(for: customers, in: histories, asOf: closingDay, count: 10)
    for customer in customers {
      let list = lists[customer]
      #expect(
        zip(list, list.dropFirst()).allSatisfy {
          $0.score > $1.score || ($0.score == $1.score && $0.position < $1.position)
        })
      #expect(ranker.list(for: customer, in: histories, asOf: closingDay, count: 10) == list)
    }
  }
}
