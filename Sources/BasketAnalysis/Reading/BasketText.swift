public import Commerce

/// What can be wrong with the text of a basket file.
public enum BasketTextError: ExplainedError, Equatable {
  /// Something in a file of item numbers is no item number.
  case notAnItemNumber(line: Int, text: String)
  /// A line of an order,product file has not two columns.
  case notTwoColumns(line: Int)
  /// There is no basket in the file.
  case noBaskets
  /// The bytes are no text.
  case notText

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .notAnItemNumber: "not-an-item-number"
    case .notTwoColumns: "not-two-columns"
    case .noBaskets: "no-baskets"
    case .notText: "not-text"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .notAnItemNumber(let line, let text):
      "Line \(line) has '\(text)', which is not an item number (0, 1, 2, …)."
    case .notTwoColumns(let line): "Line \(line) does not have an order and a product."
    case .noBaskets: "There is no basket in the file."
    case .notText: "The file is not text."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .notAnItemNumber:
      "Use --format names for one basket of names a line, or correct that line."
    case .notTwoColumns: "Write one line for each product of an order: order,product."
    case .noBaskets: "Each line is one basket: item numbers with blanks, or names with commas."
    case .notText: "Name a text file: one basket a line, or order,product."
    }
  }
}

/// How a basket file is laid out.
public enum BasketFormat: String, Sendable, CaseIterable {
  /// One basket a line, item numbers separated by blanks (the FIMI repository's `.dat`).
  case numbers
  /// One basket a line, names separated by commas.
  case names
  /// One line for each product of an order: `order,product`, with a header.
  case orders
}
