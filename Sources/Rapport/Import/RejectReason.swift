/// Why a line of a file was refused; the words programs and rejects files use.
enum RejectReason: String, Error, CaseIterable {
  /// The line has fewer fields than the header.
  case tooFewColumns = "too-few-columns"
  /// The line has more fields than the header; mostly a delimiter in a text without quotes.
  case tooManyColumns = "too-many-columns"
  /// There is no product.
  case missingProduct = "missing-product"
  /// There is neither a customer nor an order, so no basket.
  case missingCustomer = "missing-customer"
  /// There is an order column, but neither an order nor a customer in the line.
  case missingOrder = "missing-order"
  /// A field that the kind cannot do without is empty.
  case missingValue = "missing-value"
  /// The cell is no date in the file's way of writing them.
  case badDate = "bad-date"
  /// The cell is no number in the file's way of writing them, or too large.
  case badNumber = "bad-number"
  /// A price of one is below zero.
  case negativePrice = "negative-price"
  /// A line's amount is below zero though its quantity is not.
  case negativeAmount = "negative-amount"
  /// The cell is none of the words that the field knows.
  case unknownWord = "unknown-word"
  /// The customer is not in the workspace.
  case unknownCustomer = "unknown-customer"
  /// The customer was erased; the rejects file does not repeat who it was.
  case forgottenCustomer = "forgotten-customer"
  /// The campaign was not built in the workspace.
  case unknownCampaign = "unknown-campaign"
  /// No contact has the key.
  case unknownKey = "unknown-key"
}

/// What is wrong with a cell, and so with its line.
struct CellProblem: Error {
  /// The number of the field, −1 for the line as a whole.
  let field: Int
  let reason: RejectReason

  /// Blames a field.
  init(_ field: some ImportField, _ reason: RejectReason) {
    self.field = field.rawValue
    self.reason = reason
  }

  /// Blames the whole line.
  init(_ reason: RejectReason) {
    field = -1
    self.reason = reason
  }
}
