public import CustomerValue
public import Foundation

/// What a saved BG/BB model says of the customers of a summary file.
public struct OccasionPrediction: Sendable {
  /// One pattern of customers, as in the file.
  public struct Row: Sendable, Equatable {
    /// Occasions on which something was bought (x).
    public let purchases: Int
    /// The last such occasion (t_x); 0 without one.
    public let recency: Int
    /// Occasions there were (n).
    public let occasions: Int
    /// How many customers the row stands for.
    public let weight: Double
    /// The chance of still being there on the next occasion, 0 to 1.
    public let alive: Double
    /// Purchases to expect on the occasions to come.
    public let expected: Double
  }

  /// How many occasions it looks ahead.
  public let ahead: Int
  /// The rows, in the file's order.
  public let rows: [Row]
  /// Purchases to expect of a new customer on as many occasions.
  public let newCustomer: Double

  /// How many customers the rows stand for.
  public var customers: Int { Int(rows.reduce(0) { $0 + $1.weight }.rounded()) }
  /// Purchases to expect of all customers.
  public var expected: Double { rows.reduce(0) { $0 + $1.weight * $1.expected } }

  /// Asks a model.
  ///
  /// - Parameters:
  ///   - saved: A BG/BB model.
  ///   - url: A CSV with `x` or `frequency`, `t_x` or `recency`, `periods` and, where a row stands for
  ///     several customers, `weights`.
  ///   - ahead: How many occasions to look ahead.
  /// - Throws: `HistoryError`, `ImportError`, `SummaryFileError`, `ValueModelError`.
  public init(_ saved: SavedValueModel, ofSummary url: URL, ahead: Int) throws {
    let model = try saved.occasions()
    let data = try ValueFit.occasions(
      NumberTable(url, columns: ValueFit.columns(for: .bgBB)))
    rows = data.purchases.indices.map { row in
      let (x, last, n) = (data.purchases[row], data.recency[row], data.occasions[row])
      return Row(
        purchases: x, recency: last, occasions: n, weight: data.weights[row],
        alive: model.probabilityAlive(purchases: x, recency: last, occasions: n),
        expected: model.expectedPurchases(
          purchases: x, recency: last, occasions: n, in: ahead))
    }
    self.ahead = ahead
    newCustomer = model.expectedPurchasesOfNewCustomer(in: ahead)
  }

  /// Writes one line a row in the file's order.
  ///
  /// - Throws: `WorkspaceError` where the file cannot be written.
  public func write(to url: URL) throws {
    try CSVTable.write(
      to: url, header: ["x", "t_x", "periods", "weights", "pAlive", "expected"],
      rows: rows.lazy.map { row in
        [
          String(row.purchases), String(row.recency), String(row.occasions),
          CSVCell.number(row.weight), "\(row.alive)", "\(row.expected)",
        ]
      })
  }
}
