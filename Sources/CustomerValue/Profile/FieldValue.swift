/// What a field of a customer holds: a number or a word.
public enum FieldValue: Hashable, Sendable {
  /// A number; money is in units of the currency.
  case number(Double)
  /// A word, such as a segment's name.
  case text(String)
}

extension FieldValue: CustomStringConvertible {
  /// The word, or the number as short as it can be.
  public var description: String {
    switch self {
    case .text(let text): text
    case .number(let number):
      number == number.rounded() && number.magnitude < 1e15
        ? String(Int64(number)) : String(number)
    }
  }
}
