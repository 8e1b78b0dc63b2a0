import Commerce
import Compute
import Foundation
import Recommenders
import Testing

@Suite struct `A random walk` {
  /// Customers a, b and c with two baskets each.
  private let log = PurchaseLog([
    bought("1", by: "a", daysAgo: 9, order: "1"), bought("2", by: "a", daysAgo: 9, order: "1"),
    bought("3", by: "a", daysAgo: 2, order: "2"),
    bought("1", by: "b", daysAgo: 8, order: "1"), bought("3", by: "b", daysAgo: 1, order: "2"),
    bought("2", by: "c", daysAgo: 7, order: "1"), bought("4", by: "c", daysAgo: 3, order: "2"),
    bought("2", by: "c", daysAgo: 3, order: "2"),
  ])

  private func scores(_ walk: RandomWalk, of customer: String, in log: PurchaseLog) throws
    -> [Float]
  {
    let model = try walk.fit(log, asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(log, for: model.products)
    let position = try #require(histories.customers.position(of: CustomerID(customer)))
    return model.scores(for: position..<position + 1, in: histories, asOf: closingDay).elements
  }

  private func isClose(_ a: [Float], _ b: [Float]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 }
  }

  @Test func `takes the plain walk as the definition says`() throws {
    let walk = RandomWalk(sourceExponent: 1, pathExponent: 1, targetExponent: 0)
    // a bought 1, 2, 3; b 1, 3; c 2, 4. From 1 (a, b), from 2 (a, c) and from 3 (a, b).
    let (third, half): (Float, Float) = (1.0 / 3, 1.0 / 2)
    let one: [Float] = [(third + half) / 2, third / 2, (third + half) / 2, 0]
    let two: [Float] = [third / 2, (third + half) / 2, third / 2, half / 2]
    let expected = (0..<4).map { one[$0] + two[$0] + one[$0] }
    #expect(isClose(try scores(walk, of: "a", in: log), expected))
  }

  @Test func `holds bestsellers back by the target exponent`() throws {
    let plain = RandomWalk(targetExponent: 0)
    let held = RandomWalk(targetExponent: 0.5)
    let degrees: [Float] = [2, 2, 2, 1]
    let expected = zip(try scores(plain, of: "a", in: log), degrees).map { $0 / $1.squareRoot() }
    #expect(isClose(try scores(held, of: "a", in: log), expected))
  }

  @Test func `walks from a basket to the next`() throws {
    let walk = RandomWalk(
      path: .successions, sourceExponent: 0, pathExponent: 0, targetExponent: 0)
    // Followed baskets: a {1, 2} → {3}, b {1} → {3}, c {2} → {2, 4}; b's 1 and 3 lead to 3 twice.
    #expect(try scores(walk, of: "b", in: log) == [0, 0, 2, 0])
    #expect(try scores(walk, of: "c", in: log) == [0, 2, 2, 2])
  }

  @Test func `lets older baskets fade`() throws {
    let walk = RandomWalk(
      path: .successions, sourceExponent: 0, pathExponent: 0, targetExponent: 0, basketDecay: 0.5)
    #expect(try scores(walk, of: "b", in: log) == [0, 0, 1, 0])
  }

  @Test func `follows orders without dates by their numbers`() throws {
    let lines = (1...12).map { bought("\($0)", by: "a", order: "\($0)") }
    let walk = RandomWalk(
      path: .successions, sourceExponent: 0, pathExponent: 0, targetExponent: 0,
      basketDecay: 0.01)
    // Every product leads to the next; the last but one basket, order 11, leads to 12.
    let found = try scores(walk, of: "a", in: PurchaseLog(lines))
    #expect(found.firstIndex(of: found.max() ?? 0) == 11)
    #expect(abs(found[11] - 0.01) < 1e-6)
  }

  @Test(arguments: RandomWalk.Path.allCases)
  func `equals its slow twin on a random shop`(path: RandomWalk.Path) throws {
    let log = RecommenderShop.log
    let walk = RandomWalk(
      path: path, sourceExponent: 0.6, pathExponent: 0.7, targetExponent: 0.4, neighbours: 1000)
    let twin = SlowWalk(log, walk)
    let model = try walk.fit(log, asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(log, for: model.products)
    let scores = model.scores(
      for: 0..<log.customers.count, in: histories, asOf: closingDay)
    for customer in 0..<log.customers.count {
      let expected = twin.scores(of: customer, in: log)
      for product in 0..<model.products.count {
        #expect(abs(Double(scores[customer, product]) - expected[product]) < 1e-4)
      }
    }
  }

  /// One idea, one implementation: item neighbours by `walk` are its arrows with α = 1.
  @Test(arguments: [3, 1000])
  func `is what item neighbours by walk are`(neighbours: Int) throws {
    let log = RecommenderShop.log
    var alike = ItemNeighbours()
    alike.neighbours = neighbours
    alike.customerExponent = 0.8
    alike.productExponent = 0.3
    // A product leads to itself too: one arrow more than neighbours.
    let walk = RandomWalk(
      sourceExponent: 1, pathExponent: 0.8, targetExponent: 0.3, neighbours: neighbours + 1)
    let one = try alike.fit(log, asOf: closingDay, environment: FitEnvironment())
    let other = try walk.fit(log, asOf: closingDay, environment: FitEnvironment())
    var compared = 0
    for product in 0..<one.products.count {
      let mine = one.similar(to: product, count: neighbours)
      let theirs = other.similar(to: product, count: neighbours)
      // Where a product is not among its own strongest, the walk keeps one arrow more.
      #expect(theirs.prefix(mine.count).map(\.position) == mine.map(\.position))
      guard let scale = mine.first.map({ $0.score / theirs[0].score }) else { continue }
      for (a, b) in zip(mine, theirs) { #expect(abs(a.score - scale * b.score) <= 1e-5 * a.score) }
      compared += mine.count
    }
    #expect(compared > 50)
  }

  @Test func `keeps only the strongest arrows`() throws {
    let walk = RandomWalk(neighbours: 1)
    let model = try walk.fit(log, asOf: closingDay, environment: FitEnvironment())
    for product in 0..<model.products.count {
      #expect(model.similar(to: product, count: 5).count <= 1)
    }
  }

  @Test func `explains a product by the purchases that lead to it`() throws {
    let walk = RandomWalk()
    let model = try walk.fit(log, asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(log, for: model.products)
    let reasons = model.reasons(
      for: 1, customer: 1, in: histories, asOf: closingDay, count: 2)
    // b bought 1 and 3; both lead to 2 through a alone.
    #expect(
      reasons == [
        .similarTo(product: "1", on: closingDay.advanced(by: -8), contribution: 0.5),
        .similarTo(product: "3", on: closingDay.advanced(by: -1), contribution: 0.5),
      ])
  }
}

/// A random walk by the book, in double precision over dense matrices.
private struct SlowWalk {
  private let arrows: [[Double]]

  init(_ log: PurchaseLog, _ walk: RandomWalk) {
    let n = log.products.count
    var steps: [(from: Set<Int>, to: Set<Int>)] = []
    for customer in 0..<log.customers.count {
      let lines = log.lines(ofCustomer: customer)
      var baskets: [(order: Int32, products: Set<Int>)] = []
      for line in lines {
        let order = log.columns.order[line]
        if baskets.last?.order != order { baskets.append((order, [])) }
        baskets[baskets.count - 1].products.insert(Int(log.columns.product[line]))
      }
      switch walk.path {
      case .customers:
        let all = baskets.reduce(into: Set<Int>()) { $0.formUnion($1.products) }
        steps.append((all, all))
      case .baskets: steps += baskets.map { ($0.products, $0.products) }
      case .successions:
        steps += zip(baskets, baskets.dropFirst()).map { ($0.products, $1.products) }
      }
    }
    var (from, to) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
    for step in steps {
      for j in step.from { from[j] += 1 }
      for i in step.to { to[i] += 1 }
    }
    var arrows = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for step in steps {
      for j in step.from {
        for i in step.to {
          arrows[j][i] +=
            pow(from[j], -walk.sourceExponent) * pow(Double(step.to.count), -walk.pathExponent)
            * pow(to[i], -walk.targetExponent)
        }
      }
    }
    self.arrows = arrows
  }

  func scores(of customer: Int, in log: PurchaseLog) -> [Double] {
    var pairs: Set<[Int32]> = []
    for line in log.lines(ofCustomer: customer) {
      pairs.insert([log.columns.product[line], log.columns.order[line]])
    }
    return (0..<log.products.count).map { i in
      pairs.sorted { $0.lexicographicallyPrecedes($1) }
        .reduce(0) { $0 + arrows[Int($1[0])][i] }
    }
  }
}
