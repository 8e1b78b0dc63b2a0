public import Commerce

/// What can be wrong with a summary file of customers.
public enum SummaryFileError: ExplainedError, Equatable {
  /// A column that the model needs, by all its names.
  case missingColumn(file: String, names: [String], columns: [String])
  /// A cell that should be a number.
  case notANumber(file: String, line: Int, column: String, value: String)
  /// A count that is not whole, or too large.
  case notACount(column: String, row: Int, value: Double)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .missingColumn: "missing-column"
    case .notANumber: "not-a-number"
    case .notACount: "not-a-count"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .missingColumn(let file, let names, _):
      "The file '\(file)' has no column \(names.map { "'\($0)'" }.joined(separator: " or "))."
    case .notANumber(let file, let line, let column, let value):
      "Line \(line) of '\(file)' has '\(value)' in column '\(column)', which is no number."
    case .notACount(let column, let row, let value):
      "Row \(row + 1) has \(column) \(value), which is no count."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .missingColumn(_, let names, let columns):
      "Name one of its columns '\(names[0])'; it has: \(columns.joined(separator: ", "))."
    case .notANumber: "Write numbers as 12 or 12.5, without a currency, and leave no cell empty."
    case .notACount: "Counts are whole numbers below two thousand million."
    }
  }
}
