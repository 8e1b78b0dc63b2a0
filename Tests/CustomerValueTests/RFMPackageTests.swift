import Commerce
import CustomerValue
import Foundation
import Testing

/// The R package `rfm` (rsquaredacademy), its article "RFM - Introduction" and `test-rfm-segment.R`:
/// 995 customers of 4,906 orders as of 2006-12-31, and 39,999 customers as of 2007-01-01.
@Suite(.enabled(if: DataFiles.has("value/rfm_orders.csv"), "the rfm package's data is not here"))
struct `The tables of the R package rfm` {
  private func orders() throws -> [CustomerSummary] {
    let lines = try DataFiles.rows("value/rfm_orders.csv").enumerated().map { number, row in
      PurchaseLine(
        customer: CustomerID(row[0]), product: "order", order: OrderID("\(number)"),
        time: Timestamp(try #require(Day(row[1]))), amount: Money(try #require(Int(row[2]))))
    }
    return PurchaseLog(lines).customerSummaries(asOf: try #require(Day("2006-12-31")))
  }

  private func customers() throws -> [CustomerSummary] {
    try DataFiles.rows("value/rfm_customers.csv").enumerated().map { place, row in
      let day = try #require(Day(row[2]))
      let orders = Int(try #require(Double(row[3])))
      return CustomerSummary(
        customer: place, firstDay: day, lastDay: day, orders: orders, days: orders,
        spend: Money(Int(try #require(Double(row[1])))))
    }
  }

  private static let article = SegmentTable.rfmPackage.segments

  /// Customers, orders and revenue by segment.
  private func counts(
    _ summaries: [CustomerSummary], _ segments: [SegmentTable.Segment], asOf day: String
  ) throws -> [String: [Int]] {
    let table = try SegmentTable(segments, otherwise: "Others")
    let scored = try RFMAnalysis(method: .rfmPackage).table(
      of: summaries, asOf: try #require(Day(day)))
    var counts: [String: [Int]] = [:]
    for (summary, score) in zip(scored.summaries, scored.scores) {
      let old = counts[table.name(of: score, levels: 5), default: [0, 0, 0]]
      counts[table.name(of: score, levels: 5)] = [
        old[0] + 1, old[1] + summary.orders, old[2] + Int(summary.spend.value),
      ]
    }
    return counts
  }

  @Test func `of orders come out as published`() throws {
    let expected = [
      "About To Sleep": [102, 283, 23449], "At Risk": [28, 216, 22227],
      "Can't Lose Them": [47, 274, 32446], "Champions": [35, 316, 31646],
      "Lost": [148, 393, 35324], "Loyal Customers": [170, 799, 76562],
      "Need Attention": [10, 57, 4562], "New Customers": [104, 329, 28837],
      "Potential Loyalist": [342, 2211, 204856], "Promising": [9, 28, 4249],
    ]
    #expect(try counts(try orders(), Self.article, asOf: "2006-12-31") == expected)
  }

  @Test func `of orders give the package's own test its champions`() throws {
    let champions = SegmentTable.Segment("Champions", r: 4...5, f: 4...5, m: 4...5)
    let found = try counts(try orders(), [champions], asOf: "2006-12-31")
    #expect(found["Champions"] == [158, 1234, 120178])
  }

  @Test func `of orders have the package's cut points`() throws {
    let day = try #require(Day("2006-12-31"))
    let cuts = try RFMAnalysis(method: .rfmPackage).cuts(of: try orders(), asOf: day)
    #expect(zip(cuts.recency, [115, 181, 297.4, 482]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(cuts.frequency == [4, 5, 6, 8])
    #expect(zip(cuts.monetary, [255.8, 382, 506.4, 666]).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test func `of customers come out as published`() throws {
    let expected = [
      "Potential Loyalist": 12762, "Loyal Customers": 6965, "Lost": 5535, "New Customers": 4475,
      "About To Sleep": 4095, "At Risk": 2081, "Champions": 1571, "Can't Lose Them": 1471,
      "Need Attention": 679, "Promising": 297, "Others": 68,
    ]
    let found = try counts(try customers(), Self.article, asOf: "2007-01-01")
    #expect(found.mapValues { $0[0] } == expected)
    #expect(found.values.map { $0[1] }.reduce(0, +) == 393_223)
  }
}
