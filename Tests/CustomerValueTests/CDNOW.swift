import Commerce
import CustomerValue
import Foundation
import Testing

/// The 1/10 sample of CDNOW in both variants the literature uses, read in place.
enum CDNOW {
  static let summary = "cdnow/cdnow_customers_summary.csv"
  static let spends = "cdnow/cdnow_customers_summary_with_transactions.csv"
  static let transactions = "cdnow/CDNOW_sample.txt"
  static let isHere = [summary, spends, transactions].allSatisfy(DataFiles.has)

  /// Two-decimal weeks: Hardie's file, which lifetimes ships.
  static func roundedWeeks() throws -> PurchaseHistories {
    try histories { $0 }
  }

  /// Exact days divided by 7, as BTYD and CLVTools count.
  static func exactWeeks() throws -> PurchaseHistories {
    try histories { ($0 * 7).rounded() / 7 }
  }

  private static func histories(_ time: (Double) -> Double) throws -> PurchaseHistories {
    let rows = try DataFiles.rows(summary)
    return try PurchaseHistories(
      repeats: rows.map { try #require(Int32($0[1])) },
      recency: rows.map { time(try #require(Double($0[2]))) },
      age: rows.map { time(try #require(Double($0[3]))) }, unit: .weeks)
  }

  /// Every purchase of the sample: 78 weeks to 1998-06-30.
  static func log() throws -> PurchaseLog {
    let lines = try DataFiles.rows(transactions, separator: " ", header: false).map { cells in
      // Customer in the master file, in the sample, date as 19970101, CDs, dollars.
      let date = try #require(Int(cells[2]))
      let day = try #require(Day(year: date / 10_000, month: date / 100 % 100, day: date % 100))
      return PurchaseLine(
        customer: CustomerID(cells[1]), product: "CD", order: OrderID(cells[2]),
        time: Timestamp(day), amount: Money(rounding: try #require(Double(cells[4]))))
    }
    return PurchaseLog(lines)
  }
}
