import Commerce
import Compute
import Evaluation
import Foundation
import TestSupport
import Testing

/// The train log: A bought 1 and 2, B 1, C 3, and D 4, 5 and 6.
private let train = PurchaseLog([
  line("A", "1"), line("A", "2"), line("B", "1"), line("C", "3"),
  line("D", "4"), line("D", "5"), line("D", "6"),
])
/// A buys 1 again, 3 and 9, which train has never seen; B buys 2, 4, 5; E is new and buys 1.
private let test = PurchaseLog([
  line("A", "1", 2), line("A", "3", 3), line("A", "3", 4), line("A", "9"), line("B", "2"),
  line("B", "4"), line("B", "5", 7), line("C", "3"), line("E", "1"),
])

private func line(_ customer: String, _ product: String, _ amount: Int = 1) -> PurchaseLine {
  PurchaseLine(
    customer: CustomerID(customer), product: ProductID(product),
    time: Timestamp(Day(number: 15_000)), amount: Money(amount))
}

/// Positions of products 1 … 6 are 0 … 5.
private func lists(_ lists: [[Int32]]) -> RankedProducts { RankedProducts(lists) }

@Suite struct `The truth of a test` {
  @Test func `keeps what train has never seen`() {
    let truth = RankingTruth(test, after: train, repeats: .allow)
    #expect(truth.customers.ids.map(\.text) == ["A", "B", "C", "E"])
    #expect(truth.trainPositions == [0, 1, 2, -1])
    #expect(truth.products == [0, 2, 1, 3, 4, 2, 0])
    #expect(truth.isRepeat == [true, false, false, false, false, true, false])
    #expect(truth.unseenProducts == [1, 0, 0, 0])
    #expect(truth.amounts == [2, 7, 1, 1, 7, 1, 1])
    #expect(truth.size(of: 0) == 3)
  }

  @Test func `leaves out repeats and those who only repeat`() {
    let truth = RankingTruth(test, after: train, repeats: .exclude)
    #expect(truth.customers.ids.map(\.text) == ["A", "B", "E"])
    #expect(truth.products == [2, 1, 3, 4, 0])
  }

  @Test func `tests only whom it is told to`() {
    let truth = RankingTruth(test, after: train, repeats: .allow, limit: ["B", "Z"])
    #expect(truth.customers.ids.map(\.text) == ["B"])
  }

  @Test func `does not count returns`() {
    var returned = line("B", "6")
    returned.quantity = -1
    let truth = RankingTruth(PurchaseLog([returned]), after: train, repeats: .allow)
    #expect(truth.customers.count == 0)
  }

  @Test func `counts customers, not purchases, of a product`() {
    let log = PurchaseLog([line("A", "1"), line("A", "1"), line("B", "1"), line("B", "2")])
    #expect(log.customersByProduct() == [2, 1])
  }
}

@Suite struct `The yardstick` {
  private func scores(
    _ rankings: [[Int32]], repeats: RepeatPolicy = .allow, ideal: IdealList = .truncated
  ) -> RankingScores {
    let truth = RankingTruth(test, after: train, repeats: repeats)
    let yardstick = RankingYardstick(truth: truth, train: train, cutoffs: [3, 1], ideal: ideal)
    return yardstick.measure(lists(rankings))
  }

  /// A is offered 3, 4, 1; B 4, 1, 2; C 3; E nothing.
  private let rankings: [[Int32]] = [[2, 3, 0], [3, 0, 1], [2], []]

  @Test func `measures by hand`() throws {
    let third = 1.0 / 3
    let ideal = 1 + 1 / log2(3.0) + 0.5
    // A hits at ranks 1 and 3 of 3 true; B at 1 and 3 of 3; C at 1 of 1; E none of 1.
    try expect(.recall, [2 * third, 2 * third, 1, 0])
    try expect(.cappedRecall, [2 * third, 2 * third, 1, 0])
    try expect(.precision, [2 * third, 2 * third, third, 0])
    try expect(.hit, [1, 1, 1, 0])
    try expect(.mrr, [1, 1, 1, 0])
    try expect(.map, [(1 + 2 * third) / 3, (1 + 2 * third) / 3, 1, 0])
    try expect(.ndcg, [1.5 / ideal, 1.5 / ideal, 1, 0])
    // A bought 1 before and C bought 3; all of B's and E's are new, and two of A's.
    try expect(.repeatRecall, [1, .nan, 1, .nan])
    try expect(.exploreRecall, [0.5, 2 * third, .nan, 0])
    // Money on hits: A 2 + 7, B 1 + 1, C 1.
    try expect(.revenue, [9, 2, 1, 0])
    // Of four customers two bought product 1, one each of the others.
    try expect(.novelty, [(2 + 2 + 1) * third, (2 + 1 + 2) * third, 2, .nan])
    // Products 1, 2, 3, 4 of six.
    #expect(scores(rankings).mean(RankingMetric(.coverage, at: 3)) == 4.0 / 6)
  }

  /// Compares each customer's value; none where the metric does not apply.
  private func expect(_ kind: RankingMetric.Kind, _ expected: [Double]) throws {
    let values = try #require(scores(rankings).values(of: RankingMetric(kind, at: 3)))
    for (value, right) in zip(values, expected) {
      let isRight = right.isNaN ? value.isNaN : relativeError(value, right) < 1e-12
      #expect(isRight, "\(kind): \(value), expected \(right)")
    }
  }

  @Test func `cuts off at the rank it is told`() throws {
    let scores = scores(rankings)
    #expect(scores.mean(RankingMetric(.recall, at: 1)) == (1.0 / 3 + 1.0 / 3 + 1 + 0) / 4)
    #expect(scores.mean(RankingMetric(.cappedRecall, at: 1)) == 3.0 / 4)
    #expect(scores.mean(RankingMetric(.ndcg, at: 1)) == 3.0 / 4)
    #expect(scores.mean(RankingMetric(.coverage, at: 1)) == 2.0 / 6)
  }

  @Test func `compares with the whole truth where the ideal is full`() throws {
    let value = try #require(
      scores(rankings, ideal: .full).mean(RankingMetric(.ndcg, at: 1)))
    let whole = 1 + 1 / log2(3.0) + 0.5
    #expect(relativeError(value, (1 / whole + 1 / whole + 1 + 0) / 4) < 1e-12)
  }

  @Test func `leaves out repeats from truth`() throws {
    // A's new ones are 3 and 9, hit at rank 1; B as before; E none.
    let scores = scores([[2, 3, 0], [3, 0, 1], []], repeats: .exclude)
    let value = try #require(scores.mean(RankingMetric(.recall, at: 3)))
    #expect(relativeError(value, (1.0 / 2 + 2.0 / 3 + 0) / 3) < 1e-12)
    #expect(scores.mean(RankingMetric(.repeatRecall, at: 3)) == nil)
  }

  @Test func `counts a product that is listed twice once`() {
    let value = scores([[2, 2, 2], [], [], []]).mean(RankingMetric(.recall, at: 3))
    #expect(value == (1.0 / 3) / 4)
  }

  @Test func `names its metrics as programs expect`() {
    #expect(RankingMetric(.ndcg, at: 20).description == "ndcg@20")
    #expect(RankingMetric(.cappedRecall, at: 5).description == "recall@5/capped")
    #expect(RankingMetric(.repeatRecall, at: 5).description == "recall@5/repeat")
  }

  @Test func `gives every metric an interval around its value`() {
    for (metric, estimate) in scores(rankings).estimates(Bootstrap(seed: 1)) {
      #expect(estimate.contains(estimate.value), "\(metric)")
    }
  }

  @Test func `compares models on the same customers only`() throws {
    let (a, b) = (scores(rankings), scores([[], [], [], []]))
    let metric = RankingMetric(.recall, at: 3)
    let comparison = try #require(a.comparison(with: b, in: metric, Bootstrap(seed: 1)))
    #expect(comparison.difference.value == a.mean(metric))
    let others = scores([[], [], []], repeats: .exclude)
    #expect(a.comparison(with: others, in: metric, Bootstrap(seed: 1)) == nil)
  }
}

@Suite struct `Ranking metrics as laws` {
  private static let products = 12

  /// A random truth of one customer and a random list over all products.
  private func draw(_ seed: UInt64) -> (truth: PurchaseLog, train: PurchaseLog, list: [Int32]) {
    var generator = SeededGenerator(seed: seed)
    let size = 1 + generator.below(6)
    let all = (0..<Self.products).map { Int32($0) }.shuffled(using: &generator)
    let truth = PurchaseLog(all.prefix(size).map { line("A", "\($0)") })
    let train = PurchaseLog((0..<Self.products).map { line("Z", "\($0)") })
    return (truth, train, all.shuffled(using: &generator))
  }

  private func measure(_ seed: UInt64, _ list: [Int32]) -> RankingScores {
    let drawn = draw(seed)
    let truth = RankingTruth(drawn.truth, after: drawn.train, repeats: .allow)
    return RankingYardstick(truth: truth, train: drawn.train, cutoffs: [1, 3, 12])
      .measure(RankedProducts([list]))
  }

  @Test(arguments: 0..<40) func `lie between zero and one`(seed: UInt64) {
    let scores = measure(seed, draw(seed).list)
    for (metric, values) in zip(scores.metrics, scores.values)
    where metric.kind != .revenue && metric.kind != .novelty {
      #expect(values[0].isNaN || (0...1).contains(values[0]), "\(metric), seed \(seed)")
    }
  }

  @Test(arguments: 0..<40) func `are one for a perfect list`(seed: UInt64) {
    let drawn = draw(seed)
    let truth = RankingTruth(drawn.truth, after: drawn.train, repeats: .allow)
    let best = truth.products + drawn.list.filter { !truth.products.contains($0) }
    let scores = measure(seed, best)
    for kind in [RankingMetric.Kind.cappedRecall, .ndcg, .map, .mrr, .hit] {
      for cutoff in [1, 3, 12] {
        let value = scores.mean(RankingMetric(kind, at: cutoff)) ?? 0
        #expect(relativeError(value, 1) < 1e-12, "\(kind) at \(cutoff), seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<40) func `never rise when a hit moves down`(seed: UInt64) {
    let drawn = draw(seed)
    let truth = Set(RankingTruth(drawn.truth, after: drawn.train, repeats: .allow).products)
    let before = measure(seed, drawn.list)
    for upper in 0..<Self.products where truth.contains(drawn.list[upper]) {
      for lower in upper..<Self.products where !truth.contains(drawn.list[lower]) {
        var worse = drawn.list
        worse.swapAt(upper, lower)
        let after = measure(seed, worse)
        for kind in [RankingMetric.Kind.ndcg, .map, .mrr, .recall] {
          let metric = RankingMetric(kind, at: 3)
          #expect(
            (after.mean(metric) ?? 9) <= (before.mean(metric) ?? 0) + 1e-12,
            "\(metric), ranks \(upper) and \(lower), seed \(seed)")
        }
      }
    }
  }
}
