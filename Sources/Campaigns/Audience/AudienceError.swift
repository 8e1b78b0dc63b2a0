public import Commerce

/// What can be wrong with the text of an audience.
public enum AudienceError: ExplainedError, Equatable {
  /// A word where another was expected.
  case unexpected(found: String, expected: String, column: Int)
  /// A quotation mark that is never closed.
  case openQuote(column: Int)
  /// A field nobody knows.
  case unknownField(name: String, nearest: String?)
  /// A value that the field never has, as in a misspelt segment.
  case unknownValue(field: String, value: String, nearest: String?, known: [String])
  /// A number field compared with something that is no number.
  case notANumber(field: String, value: String)
  /// Higher or lower asked of a text that is no day.
  case notOrdered(field: String, value: String)
  /// A key of the audience's mapping that means nothing.
  case unknownKey(name: String, nearest: String?)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .unexpected, .openQuote: "audience-syntax"
    case .unknownField: "audience-unknown-field"
    case .unknownValue: "audience-unknown-value"
    case .notANumber, .notOrdered: "audience-wrong-type"
    case .unknownKey: "audience-unknown-key"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .unexpected(let found, let expected, let column):
      "The audience has \(found) at character \(column), where \(expected) is expected."
    case .openQuote(let column):
      "The audience has a quotation mark at character \(column) that is never closed."
    case .unknownField(let name, _):
      "The audience names '\(name)', which is no field of a customer."
    case .unknownValue(let field, let value, _, _):
      "The audience asks for the \(field) '\(value)', which does not exist."
    case .notANumber(let field, let value):
      "The audience compares the number '\(field)' with '\(value)'."
    case .notOrdered(let field, let value):
      "The audience asks whether '\(field)' is above or below '\(value)', which has no order."
    case .unknownKey(let name, _): "The audience has the key '\(name)', which means nothing there."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .unexpected:
      "Write conditions such as: segment: champions and recencyDays < 90 and country = \"Germany\"."
    case .openQuote: "Close it, and double a quotation mark that belongs to the text."
    case .unknownField(_, let nearest):
      nearest.map { "Did you mean '\($0)'?" }
        ?? "Name a field of the customer's profile, a column of the customer file, or 'bought'."
    case .unknownValue(let field, _, let nearest, let known):
      nearest.map { "Did you mean '\($0)'?" }
        ?? "Values of \(field) are: \(known.joined(separator: ", "))."
    case .notANumber: "Compare it with a number, as in 90 or 12.50."
    case .notOrdered: "Use = or !=, or compare days written as 2011-12-09."
    case .unknownKey(_, let nearest):
      nearest.map { "Did you mean '\($0)'?" } ?? "Use the keys segment and conditions."
    }
  }
}
