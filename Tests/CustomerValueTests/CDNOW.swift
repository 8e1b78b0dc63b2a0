import CustomerValue
import Foundation
import Testing

/// The 1/10 sample of CDNOW in both variants the literature uses, read in place.
enum CDNOW {
  static let summary = "cdnow/cdnow_customers_summary.csv"
  static let isHere = DataFiles.has(summary)

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
}
