public import Commerce

/// What can be wrong with a summary file of customers.
public enum SummaryFileError: ExplainedError, Equatable {
  /// A cell that should be a number.
  case notANumber(file: String, line: Int, column: String, value: String)
  /// A count that is not whole, or too large.
  case notACount(column: String, row: Int, value: Double)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .notANumber: "not-a-number"
    case .notACount: "not-a-count"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .notANumber(let file, let line, let column, let value):
      "Line \(line) of '\(file)' has '\(value)' in column '\(column)', which is no number."
    case .notACount(let column, let row, let value):
      "Row \(row + 1) has \(column) \(value), which is no count."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .notANumber: "Write numbers as 12 or 12.5, without a currency, and leave no cell empty."
    case .notACount: "Counts are whole numbers below two thousand million."
    }
  }
}
