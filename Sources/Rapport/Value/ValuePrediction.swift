public import CustomerValue
public import Foundation

/// What a saved model says of the customers of a summary file: the result of `rapport value predict`.
public struct ValuePrediction: Sendable {
  /// One customer, as in the file.
  public struct Row: Sendable, Equatable {
    /// The customer's history.
    public let history: PurchaseHistory
    /// How many customers the row stands for.
    public let weight: Double
    /// The log-likelihood of the history.
    public let logLikelihood: Double
    /// P(alive), 0 to 1.
    public let alive: Double
    /// Purchases to expect within the horizon.
    public let expected: Double
    /// The same, each worth e^(−rate · its time) of one today.
    public let discounted: Double
    /// The chance of exactly 0, 1, 2 … purchases within the horizon, as many as were asked for.
    public let chances: [Double]
  }

  /// The model.
  public let model: SavedValueModel
  /// How far it looks ahead, in the model's unit.
  public let horizon: Double
  /// What the model says, in the file's order.
  public let rows: [Row]
  /// Repeat purchases to expect of a new customer within the horizon.
  public let newCustomer: Double
  /// What a careful reader should know.
  public let remarks: [String]

  /// The log-likelihood of all customers.
  public var logLikelihood: Double { rows.reduce(0) { $0 + $1.weight * $1.logLikelihood } }
  /// How many customers the rows stand for.
  public var customers: Int { Int(rows.reduce(0) { $0 + $1.weight }.rounded()) }
  /// Purchases to expect of all customers.
  public var expected: Double { rows.reduce(0) { $0 + $1.weight * $1.expected } }

  /// Asks a model.
  ///
  /// - Parameters:
  ///   - saved: The model.
  ///   - url: A CSV with `x` or `frequency`, `t_x` or `recency`, `T`, and `weights` where a row stands for
  ///     several customers.
  ///   - unit: The unit of the file's times; another one than the model's is refused.
  ///   - horizon: How far to look ahead; in any unit, since it says its own.
  ///   - rate: What a purchase to come loses in value per unit of the model's time, continuously.
  ///   - chances: The largest number of purchases whose chance is worked out; none where `nil`.
  /// - Throws: `HistoryError`, `ImportError`, `SummaryFileError`, `ValueModelError`.
  public init(
    _ saved: SavedValueModel, ofSummary url: URL, unit: TimeUnit, horizon: TimeSpan,
    rate: Double = 0, chances: Int? = nil
  ) throws {
    let model = try saved.restored()
    let table = try NumberTable(url, columns: ValueFit.columns(for: .paretoNBD))
    let weights = table["weights"]
    let histories = try PurchaseHistories(
      repeats: try ValueFit.counts(table, "frequency"), recency: table["recency"] ?? [],
      age: table["T"] ?? [], weights: weights, unit: unit)
    guard unit == model.unit else { throw HistoryError.units(model: model.unit, data: unit) }
    let length = horizon.converted(to: model.unit).length
    rows = histories.groupOfRow.enumerated().map { row, group in
      let history = histories[Int(group)]
      return Row(
        history: history, weight: weights?[row] ?? 1,
        logLikelihood: model.logLikelihood(of: history),
        alive: model.probabilityAlive(history),
        expected: model.expectedPurchases(of: history, in: length),
        discounted: model.discountedPurchases(of: history, in: length, rate: rate),
        chances: chances.map { most in
          (0...max(0, most)).map { model.probability(of: $0, in: length, given: history) }
        } ?? [])
    }
    self.model = saved
    self.horizon = length
    newCustomer = model.expectedPurchasesOfNewCustomer(in: length)
    remarks = type(of: model).judgesOneTimeBuyers ? [] : [BGNBDModel.caution]
  }

  /// Writes one line a customer in the file's order.
  ///
  /// - Throws: `WorkspaceError` where the file cannot be written.
  public func write(to url: URL) throws {
    let chances = rows.first.map { $0.chances.indices.map { "p\($0)" } } ?? []
    try CSVTable.write(
      to: url,
      header: ["x", "t_x", "T", "pAlive", "expected", "discounted", "logLikelihood"] + chances,
      rows: rows.lazy.map { row in
        [
          String(row.history.repeats), "\(row.history.recency)", "\(row.history.age)",
          "\(row.alive)", "\(row.expected)", "\(row.discounted)", "\(row.logLikelihood)",
        ] + row.chances.map { "\($0)" }
      })
  }
}
