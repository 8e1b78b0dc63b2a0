/// Writes lines of a CSV file as RFC 4180 asks: CRLF, quotation marks where they are needed.
///
/// Texts that a spreadsheet would run as a formula (`=`, `+`, `-`, `@`, a tab or a line break in front) get
/// an apostrophe before them; numbers go in unchanged.
public struct CSVLine: Sendable {
  private var cells: [String] = []

  // Scalars, since a carriage return and a line feed together are one character in Swift.
  private static let formulaStarts: [Unicode.Scalar] = ["=", "+", "-", "@", "\t", "\r", "\n"]
  private static let quotable: [Unicode.Scalar] = [",", "\"", "\r", "\n"]

  /// An empty line.
  public init() {}

  /// Adds a text that came from outside.
  public mutating func add(text: String) {
    let isFormula = text.unicodeScalars.first.map(Self.formulaStarts.contains) ?? false
    cells.append(Self.quoted(isFormula ? "'" + text : text))
  }

  /// Adds a number or a word of our own.
  public mutating func add(_ value: some CustomStringConvertible) {
    cells.append(Self.quoted(value.description))
  }

  /// The line with its end.
  public var text: String { cells.joined(separator: ",") + "\r\n" }

  private static func quoted(_ text: String) -> String {
    let needsQuotes =
      text.unicodeScalars.contains(where: Self.quotable.contains) || text.hasPrefix(" ")
      || text.hasSuffix(" ")
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}
