import Commerce
import CustomerValue
import Testing

@Suite struct `An RFM analysis` {
  /// Customers with the given numbers of orders, all on one day, each order worth 1.
  private func summaries(orders: [Int]) -> [CustomerSummary] {
    orders.enumerated().map { place, orders in
      CustomerSummary(
        customer: place, firstDay: Shop.day(0), lastDay: Shop.day(place), orders: orders,
        days: orders, spend: Money(orders))
    }
  }

  @Test func `makes five equal levels where all values differ`() throws {
    let table = try RFMAnalysis.quintiles.table(
      of: summaries(orders: Array(1...10)), asOf: Shop.day(9))
    #expect(table.scores.map(\.f) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    #expect(table.scores.map(\.r) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    #expect(table.cuts.frequency == [2, 4, 6, 8])
    #expect(table.cuts.recency == [1, 3, 5, 7])
    #expect(table.warnings.isEmpty)
  }

  @Test func `lets equal values share a level, and says when levels collapse`() throws {
    let table = try RFMAnalysis.quintiles.table(
      of: summaries(orders: [1, 1, 1, 1, 1, 1, 1, 2, 2, 9]), asOf: Shop.day(9))
    #expect(table.scores.map(\.f) == [1, 1, 1, 1, 1, 1, 1, 4, 4, 5])
    #expect(table.cuts.frequency == [1, 1, 1, 2])
    let warning = try #require(table.warnings.first)
    #expect(
      warning.sentence == "The scores of frequency fill only 3 of 5 levels: 70 % of customers share"
        + " the value 1, and equal values share a level.")
  }

  @Test func `by rank puts ties at the level of their mean rank`() throws {
    let table = try RFMAnalysis(method: .rank).table(
      of: summaries(orders: [1, 1, 1, 1, 1, 1, 1, 2, 2, 9]), asOf: Shop.day(9))
    // Mean ranks 4, 8.5 and 10 of 10: levels 2, 5 and 5.
    #expect(table.scores.map(\.f) == [2, 2, 2, 2, 2, 2, 2, 5, 5, 5])
    #expect(table.cuts.frequency == [0, 1, 1, 1])
  }

  @Test func `with fixed cuts scores by them`() throws {
    let cuts = RFMCuts(recency: [30], frequency: [1], monetary: [100])
    let analysis = try RFMAnalysis(levels: 2, method: .fixed(cuts))
    let table = try analysis.table(of: summaries(orders: [1, 2, 200]), asOf: Shop.day(32))
    #expect(table.scores.map(\.description) == ["111", "121", "222"])
  }

  @Test(arguments: [2, 3, 5, 10]) func `never splits equal values`(levels: Int) throws {
    var orders: [Int] = []
    for i in 0..<200 { orders.append(1 + (i * i) % 13) }
    for method in [RFMAnalysis.Method.quantile, .rank] {
      let table = try RFMAnalysis(levels: levels, method: method).table(
        of: summaries(orders: orders), asOf: Shop.day(400))
      var levelOf: [Int: Int] = [:]
      for (summary, score) in zip(table.summaries, table.scores) {
        #expect(levelOf[summary.orders, default: score.f] == score.f)
        #expect((1...levels).contains(score.f))
        levelOf[summary.orders] = score.f
      }
      let ascending = levelOf.sorted { $0.key < $1.key }.map(\.value)
      #expect(ascending == ascending.sorted())
    }
  }

  @Test func `refuses levels and cuts that make no sense`() {
    #expect(throws: CustomerValueError.levels(1)) { try RFMAnalysis(levels: 1) }
    let cuts = RFMCuts(recency: [1, 2], frequency: [3, 2], monetary: [1, 2])
    #expect(throws: CustomerValueError.cuts(measure: "frequency", count: 2, levels: 3)) {
      try RFMAnalysis(levels: 3, method: .fixed(cuts))
    }
  }

  @Test func `of nobody says that there are no purchases`() {
    #expect(throws: CustomerValueError.noPurchases(asOf: Shop.day(0))) {
      try RFMAnalysis.quintiles.table(of: [], asOf: Shop.day(0))
    }
  }
}
