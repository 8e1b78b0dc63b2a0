import Commerce

extension ImportError {
  /// A stable word for programs.
  public var code: String {
    switch self {
    case .missing: "file-missing"
    case .folder: "file-is-folder"
    case .notReadable: "file-not-readable"
    case .empty: "file-empty"
    case .spreadsheet: "file-is-spreadsheet"
    case .utf16: "file-is-utf16"
    case .compressed: "file-is-compressed"
    case .binary: "file-is-binary"
    case .unclosedQuote: "unclosed-quote"
    case .missingColumn: "missing-column"
    case .unknownField: "unknown-field"
    case .unknownColumn: "unknown-column"
    case .unknownFormat: "unknown-format"
    case .notInFormat: "not-in-format"
    case .ambiguousDates: "ambiguous-dates"
    case .noDates: "no-dates"
    case .ambiguousNumbers: "ambiguous-numbers"
    case .unknownDateFormat: "unknown-date-format"
    case .unknownDecimal: "unknown-decimal"
    case .severalCurrencies: "several-currencies"
    case .otherCurrency: "other-currency"
    case .nothingAccepted: "nothing-accepted"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .missing(let file): "There is no file '\(file)'."
    case .folder(let file): "'\(file)' is a folder, not a file."
    case .notReadable(let file, let reason): "The file '\(file)' cannot be read: \(reason)."
    case .empty(let file): "The file '\(file)' is empty."
    case .spreadsheet(let file): "'\(file)' is a spreadsheet or an archive, not a CSV file."
    case .utf16(let file): "'\(file)' is Unicode text of 16 bits (UTF-16), which is not read."
    case .compressed(let file): "'\(file)' is compressed."
    case .binary(let file): "'\(file)' is not a text file."
    case .unclosedQuote(let file, let line):
      "A quote that opens on line \(line) of '\(file)' is never closed."
    case .missingColumn(let file, let fields, _):
      "The header of '\(file)' has no column for '\(fields.joined(separator: "' or '"))'."
    case .unknownField(let field, let kind, _):
      "A file of \(kind.rawValue) has no field '\(field)'."
    case .unknownColumn(let file, let column, _): "The file '\(file)' has no column '\(column)'."
    case .unknownFormat(let name, let kind, _):
      "There is no format '\(name)' for \(kind.rawValue)."
    case .notInFormat(let file, let format, let column):
      "The file '\(file)' is not in the format '\(format)': it has no column '\(column)'."
    case .ambiguousDates(_, let column, let example):
      "The dates in the column '\(column)' can be read in two ways: '\(example)' may begin with the day or the month."
    case .noDates(_, let column, let example):
      "The column '\(column)' holds no dates that are understood, as in '\(example)'."
    case .ambiguousNumbers(_, let column, let example):
      "The numbers in the column '\(column)' can be read in two ways: '\(example)' may have decimals or thousands."
    case .unknownDateFormat(let name): "The date format '\(name)' is not understood."
    case .unknownDecimal(let name):
      "The decimal separator '\(name)' is neither a point nor a comma."
    case .severalCurrencies(let file, let currencies):
      "The file '\(file)' has amounts in several currencies: \(currencies.joined(separator: ", "))."
    case .otherCurrency(let file, let currency, let workspace):
      "The file '\(file)' has amounts in \(currency), but this workspace counts in \(workspace)."
    case .nothingAccepted(let file, let lines, let line, let column, let reason):
      "None of the \(lines) lines of '\(file)' could be taken; the first refused is line \(line)\(column.isEmpty ? "" : ", column '\(column)'"): \(reason)."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .missing: "Check the path; nothing was changed."
    case .folder: "Name one CSV file inside it; nothing was changed."
    case .notReadable: "Check its permissions; nothing was changed."
    case .empty: "Export it again with its header line; nothing was changed."
    case .spreadsheet:
      "Open it in the spreadsheet program, choose Save As and 'CSV UTF-8 (comma delimited)', and import that file."
    case .utf16: "Save it as 'CSV UTF-8' and import that file."
    case .compressed: "Unpack it first (gunzip) and import the file inside."
    case .binary: "Export the data as CSV text; nothing was changed."
    case .unclosedQuote:
      "Close the quote, or write a quote inside a text twice; nothing was changed."
    case .missingColumn(_, let fields, let columns):
      Self.mapHint(field: fields.first ?? "", wanted: fields, columns)
    case .unknownField(let field, _, let fields):
      Self.hint(NearestMatch.to(field, among: fields), of: "The fields are", fields)
    case .unknownColumn(_, let column, let columns):
      Self.hint(NearestMatch.to(column, among: columns), of: "Its columns are", columns)
    case .unknownFormat(let name, _, let known):
      known.isEmpty
        ? "Leave --format out and name the columns with --map FIELD=COLUMN."
        : Self.hint(NearestMatch.to(name, among: known), of: "The formats are", known)
    case .notInFormat: "Leave --format out, or name the columns with --map FIELD=COLUMN."
    case .ambiguousDates: "Say which with --date-format dmy or --date-format mdy."
    case .noDates:
      "Say how they are written with --date-format ymd, dmy, mdy, yyyymmdd, unix or unix-ms."
    case .ambiguousNumbers: "Say which with --decimal . or --decimal ,"
    case .unknownDateFormat:
      "Use ymd, dmy, mdy, yyyymmdd, unix, unix-ms, or a picture such as dd/mm/yyyy."
    case .unknownDecimal: "Use --decimal . or --decimal ,"
    case .severalCurrencies:
      "Convert the amounts to one currency, or import one currency into one workspace."
    case .otherCurrency: "Convert the amounts, or use another workspace for this currency."
    case .nothingAccepted: "Check the columns with --map FIELD=COLUMN; nothing was changed."
    }
  }

  private static func hint(_ nearest: String?, of introduction: String, _ names: [String]) -> String
  {
    let guess = nearest.map { "Did you mean '\($0)'? " } ?? ""
    return "\(guess)\(introduction): \(names.joined(separator: ", "))."
  }

  private static func mapHint(field: String, wanted: [String], _ columns: [String]) -> String {
    let nearest = wanted.lazy.compactMap { NearestMatch.to($0, among: columns) }.first
    let guess = nearest.map { "Did you mean '\($0)'? " } ?? ""
    let value = "where none does, give every line one value with --set \(field)=VALUE"
    return "\(guess)Say which one it is with --map \(field)=\(nearest ?? "COLUMN")"
      + (nearest == nil ? "; \(value). " : ". ")
      + "Its columns are: \(columns.joined(separator: ", "))."
  }
}
