public import CustomerValue
public import Foundation

/// A value model fitted to a summary file: the result of `rapport value fit`.
public struct ValueFit: Sendable {
  /// Parameters, errors, likelihood and remarks.
  public let report: FitReport
  /// The model, ready to be kept in a file.
  public let model: SavedValueModel
  /// Wall seconds of the fit alone, reading the file left out.
  public let seconds: Double

  /// Fits a model to a file with one line a customer; no workspace is needed.
  ///
  /// - Parameters:
  ///   - model: Which model.
  ///   - url: A CSV with `x` or `frequency`, `t_x` or `recency`, `T` (or `periods` and `weights`), and
  ///     `mean`, `zbar` or `monetary_value` for Gamma–Gamma.
  ///   - unit: The unit of the file's times.
  ///   - threads: How many threads work; the result does not depend on it.
  /// - Throws: `ImportError`, `SummaryFileError`, `HistoryError`.
  public init(
    _ model: ValueModelName, toSummary url: URL, unit: TimeUnit = .weeks, threads: Int = 1
  ) throws {
    let table = try NumberTable(url, columns: Self.columns(for: model))
    let fit = try Self.prepare(model, table, unit: unit, threads: threads)
    let watch = Stopwatch()
    report = try fit()
    seconds = watch.seconds
    self.model = SavedValueModel(report, unit: model.countsTime ? unit : nil)
  }

  /// The columns of a summary file for a model, each by its names.
  static func columns(for model: ValueModelName) -> [(names: [String], isNeeded: Bool)] {
    let repeats = (names: ["frequency", "x"], isNeeded: true)
    let recency = (names: ["recency", "t_x"], isNeeded: true)
    let weights = (names: ["weights"], isNeeded: false)
    return switch model {
    case .bgNBD, .mbgNBD, .paretoNBD:
      [repeats, recency, (names: ["T", "age"], isNeeded: true), weights]
    case .bgBB: [repeats, recency, (names: ["periods", "n"], isNeeded: true), weights]
    case .gammaGamma:
      [repeats, (names: ["mean", "zbar", "monetary_value"], isNeeded: true), weights]
    }
  }

  private static func prepare(
    _ model: ValueModelName, _ table: NumberTable, unit: TimeUnit, threads: Int
  ) throws -> () throws -> FitReport {
    let repeats = try counts(table, "frequency")
    let weights = table["weights"]
    switch model {
    case .gammaGamma:
      let spends = try SpendHistories(
        purchases: repeats, means: table["mean"] ?? [], weights: weights)
      return { try GammaGammaModel.fit(spends, threads: threads).report }
    case .bgBB:
      let histories = try occasions(table)
      return { try BGBBModel.fit(histories).report }
    case .bgNBD, .mbgNBD, .paretoNBD:
      let (recency, age) = (table["recency"] ?? [], table["T"] ?? [])
      // Grouping equal histories is part of the fit and of its seconds.
      return {
        let histories = try PurchaseHistories(
          repeats: repeats, recency: recency, age: age, weights: weights, unit: unit)
        return try PurchaseModelChoice.fit(model.rawValue, histories, threads: threads).report
      }
    }
  }

  /// The occasions of a table's customers.
  static func occasions(_ table: NumberTable) throws -> OccasionHistories {
    try OccasionHistories(
      purchases: try counts(table, "frequency").map(Int.init),
      recency: try counts(table, "recency").map(Int.init),
      occasions: try counts(table, "periods").map(Int.init), weights: table["weights"])
  }

  /// A column of whole numbers.
  static func counts(_ table: NumberTable, _ name: String) throws -> [Int32] {
    try (table[name] ?? []).enumerated().map { row, value in
      guard let count = Int32(exactly: value) else {
        throw SummaryFileError.notACount(column: name, row: row, value: value)
      }
      return count
    }
  }
}
