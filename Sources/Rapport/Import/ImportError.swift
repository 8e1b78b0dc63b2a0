public import Commerce

/// What can be wrong with a file as a whole, so that nothing of it is taken.
public enum ImportError: ExplainedError, Equatable {
  /// There is no such file.
  case missing(file: String)
  /// The path is a folder.
  case folder(file: String)
  /// The operating system refuses to read it.
  case notReadable(file: String, reason: String)
  /// There is not even a header.
  case empty(file: String)
  /// The file is a workbook.
  case spreadsheet(file: String)
  /// The file is UTF-16 text.
  case utf16(file: String)
  /// The file is compressed.
  case compressed(file: String)
  /// The file holds bytes that no text has.
  case binary(file: String)
  /// A quote opens and never closes.
  case unclosedQuote(file: String, line: Int)
  /// No column holds any of these fields.
  case missingColumn(file: String, fields: [String], columns: [String])
  /// A map names a field that the kind does not have.
  case unknownField(field: String, kind: ImportKind, fields: [String])
  /// A map names a column that the file does not have.
  case unknownColumn(file: String, column: String, columns: [String])
  /// There is no well-known format of that name.
  case unknownFormat(name: String, kind: ImportKind, known: [String])
  /// The file lacks a column of the format it is said to have.
  case notInFormat(file: String, format: String, column: String)
  /// No cell of a column says whether the day or the month comes first.
  case ambiguousDates(file: String, column: String, example: String)
  /// No cell of a column is a date in any known way of writing them.
  case noDates(file: String, column: String, example: String)
  /// No number says whether a point stands before decimals or between thousands.
  case ambiguousNumbers(file: String, column: String, example: String)
  /// The way of writing dates is not understood.
  case unknownDateFormat(name: String)
  /// The decimal separator is neither a point nor a comma.
  case unknownDecimal(name: String)
  /// The file has amounts in several currencies.
  case severalCurrencies(file: String, currencies: [String])
  /// The file's currency is not the one of the workspace.
  case otherCurrency(file: String, currency: String, workspace: String)
  /// Not one line could be taken.
  case nothingAccepted(file: String, lines: Int, line: Int, column: String, reason: String)
}
