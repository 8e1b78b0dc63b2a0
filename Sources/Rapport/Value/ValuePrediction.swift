public import CustomerValue
public import Foundation

/// What a saved model says of the customers of a summary file: the result of `rapport value predict`.
public struct ValuePrediction: Sendable {
  /// The model.
  public let model: SavedValueModel
  /// How far it looks ahead, in the model's unit.
  public let horizon: Double
  /// What the model says, in the file's order.
  public let rows: PredictionRows
  /// Repeat purchases to expect of a new customer within the horizon.
  public let newCustomer: Double
  /// What a careful reader should know.
  public let remarks: [String]

  /// The log-likelihood of all customers.
  public var logLikelihood: Double { rows.sum(\.logLikelihood) }
  /// How many customers the rows stand for.
  public var customers: Int { Int(rows.histories.customers.rounded()) }
  /// Purchases to expect of all customers.
  public var expected: Double { rows.sum(\.expected) }

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
  ///   - threads: Change nothing but the time it takes.
  /// - Throws: `HistoryError`, `ImportError`, `SummaryFileError`, `ValueModelError`.
  public init(
    _ saved: SavedValueModel, ofSummary url: URL, unit: TimeUnit, horizon: TimeSpan,
    rate: Double = 0, chances: Int? = nil, threads: Int = 1
  ) throws {
    let model = try saved.restored()
    let table = try NumberTable(url, columns: ValueFit.columns(for: .paretoNBD))
    let weights = table["weights"]
    let histories = try PurchaseHistories(
      repeats: try ValueFit.counts(table, "frequency"), recency: table["recency"] ?? [],
      age: table["T"] ?? [], weights: weights, unit: unit)
    guard unit == model.unit else { throw HistoryError.units(model: model.unit, data: unit) }
    let length = horizon.converted(to: model.unit).length
    rows = PredictionRows(
      histories: histories,
      estimates: try model.estimates(of: histories, in: length, rate: rate, threads: threads),
      weights: weights, model: model, horizon: length, chances: chances.map { max(0, $0) + 1 } ?? 0)
    self.model = saved
    self.horizon = length
    newCustomer = model.expectedPurchasesOfNewCustomer(in: length)
    remarks = type(of: model).judgesOneTimeBuyers ? [] : [BGNBDModel.caution]
  }

  /// Writes one line a customer in the file's order.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - threads: Change nothing but the time it takes.
  /// - Throws: `WorkspaceError` where the file cannot be written.
  public func write(to url: URL, threads: Int = 1) throws {
    let chances = (0..<rows.chances).map { "p\($0)" }
    let header = ["x", "t_x", "T", "pAlive", "expected", "discounted", "logLikelihood"] + chances
    let rows = rows
    try AtomicFile.writeLines(
      to: url, header: header.joined(separator: ","), count: rows.count, threads: threads
    ) { Self.append(rows[$0], to: &$1) }
  }

  private static func append(_ row: PredictionRows.Row, to text: inout [UInt8]) {
    text.append(contentsOf: String(row.history.repeats).utf8)
    append(row.history.recency, to: &text)
    append(row.history.age, to: &text)
    append(row.alive, to: &text)
    append(row.expected, to: &text)
    append(row.discounted, to: &text)
    append(row.logLikelihood, to: &text)
    for chance in row.chances { append(chance, to: &text) }
  }

  private static func append(_ figure: Double, to text: inout [UInt8]) {
    text.append(UInt8(ascii: ","))
    text.append(contentsOf: figure.description.utf8)
  }
}
