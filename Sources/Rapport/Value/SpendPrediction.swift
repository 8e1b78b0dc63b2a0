public import CustomerValue
public import Foundation

/// What a saved Gamma–Gamma model says of the customers of a summary file.
public struct SpendPrediction: Sendable {
  /// One customer, as in the file.
  public struct Row: Sendable, Equatable {
    /// How many purchases the mean is of.
    public let purchases: Int
    /// The customer's own mean spend, in units of the currency.
    public let mean: Double
    /// How many customers the row stands for.
    public let weight: Double
    /// What to expect of a further purchase: between the own mean and everybody's.
    public let expectedSpend: Double
  }

  /// The rows, in the file's order.
  public let rows: [Row]
  /// The mean spend of all customers there could be; infinite where the model has none.
  public let populationMean: Double

  /// How many customers the rows stand for.
  public var customers: Int { Int(rows.reduce(0) { $0 + $1.weight }.rounded()) }

  /// Asks a model.
  ///
  /// - Parameters:
  ///   - saved: A Gamma–Gamma model.
  ///   - url: A CSV with `x` or `frequency`, and `mean`, `zbar` or `monetary_value`; who has bought nothing
  ///     gets everybody's mean.
  /// - Throws: `HistoryError`, `ImportError`, `SummaryFileError`, `ValueModelError`.
  public init(_ saved: SavedValueModel, ofSummary url: URL) throws {
    let model = try saved.spend()
    let table = try NumberTable(url, columns: ValueFit.columns(for: .gammaGamma))
    let purchases = try ValueFit.counts(table, "frequency")
    let (means, weights) = (table["mean"] ?? [], table["weights"])
    rows = try purchases.indices.map { row in
      try HistoryError.checkSpend(row: row, purchases: purchases[row], mean: means[row])
      let count = means[row] > 0 ? Int(purchases[row]) : 0
      return Row(
        purchases: Int(purchases[row]), mean: means[row], weight: weights?[row] ?? 1,
        expectedSpend: model.expectedSpend(purchases: count, mean: count > 0 ? means[row] : 0))
    }
    populationMean = model.populationMean
  }

  /// Writes one line a customer in the file's order.
  ///
  /// - Throws: `WorkspaceError` where the file cannot be written.
  public func write(to url: URL) throws {
    try CSVTable.write(
      to: url, header: ["x", "mean", "expectedSpend"],
      rows: rows.lazy.map { [String($0.purchases), "\($0.mean)", "\($0.expectedSpend)"] })
  }
}
