public import Commerce

/// Why a test cannot be made.
public enum EvaluationError: ExplainedError, Equatable {
  /// The train log has no purchases.
  case emptyTrain
  /// No tested customer bought anything in the test.
  case nobodyToTest(isLimited: Bool)
  /// The file with tested customers names nobody.
  case noCustomers(path: String)
  /// The file with customers cannot be read.
  case unreadableCustomers(path: String)
  /// All purchases fall on one day, so there is nothing to cut.
  case oneDayOnly(day: Day)
  /// Nothing was bought after the day of the cut.
  case nothingAfter(day: Day, last: Day)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .emptyTrain: "empty-train"
    case .nobodyToTest: "nobody-to-test"
    case .noCustomers: "no-customers"
    case .unreadableCustomers: "unreadable-customers"
    case .oneDayOnly: "one-day-only"
    case .nothingAfter: "nothing-after-split"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .emptyTrain: "There are no purchases to learn from."
    case .nobodyToTest(true): "None of the customers named bought anything in the test."
    case .nobodyToTest(false): "Nobody bought anything in the test that counts."
    case .noCustomers(let path): "The file '\(path)' names no customers."
    case .unreadableCustomers(let path): "The file '\(path)' cannot be read."
    case .oneDayOnly(let day):
      "All purchases were made on \(day), so there is no later one to test."
    case .nothingAfter(let day, let last):
      "Nothing was bought after \(day); the newest purchase is of \(last)."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .emptyTrain: "Name a train file with purchases in it, or a later day with --split."
    case .nobodyToTest(true): "Check that the ids are written as in the purchases."
    case .nobodyToTest(false):
      "Test a longer time, or let repeats count with --repeats allow."
    case .noCustomers: "Write one customer id a line."
    case .unreadableCustomers: "Check the path; the file has one customer id a line."
    case .oneDayOnly: "Import a longer time, or name two files with --train and --test."
    case .nothingAfter: "Name an earlier day with --split."
    }
  }
}
