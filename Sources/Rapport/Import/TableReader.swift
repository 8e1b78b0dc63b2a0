import Commerce
import Foundation

/// Reads a file of one kind record by record, with its columns known by field and its dialect settled.
final class TableReader<Field: ImportField> {
  /// The opened file.
  let file: DelimitedFile
  /// How the file writes dates and numbers.
  let dialect: FileDialect
  /// Which column holds which field.
  let map: ColumnMap<Field>
  /// The lines refused so far.
  var rejects = Rejects()
  /// How many records there were below the header.
  private(set) var lines = 0
  /// How many numbers had more decimals than are kept.
  private(set) var roundedNumbers = 0

  private var scanner: DelimitedScanner
  private let cells = CellBuffer()
  private let fixed: FixedCells
  private let forgotten: ForgottenCustomers
  private let customer = Field.named("customer")

  /// Opens a file, finds its columns and settles its dialect.
  ///
  /// - Throws: `ImportError`.
  init(
    _ file: DelimitedFile, options: ImportOptions, remembered: RememberedFile,
    forgotten: ForgottenCustomers = .none
  ) throws {
    self.file = file
    self.forgotten = forgotten
    let said = remembered.adding(options)
    let map = try ColumnMap<Field>(file, said: said)
    self.map = map
    fixed = FixedCells(map.fixed)
    func columns(_ fields: [Field]) -> [Int] {
      fields.map { map.columns[$0.rawValue] }.filter { $0 >= 0 }
    }
    dialect = try FileDialect(
      file, dateColumn: columns(Field.dates).first ?? -1, numberColumns: columns(Field.numbers),
      dateFormat: said.dateFormat, decimal: said.decimal)
    scanner = file.body()
  }

  /// Whether the file has a column for a field, or a person gave it one value.
  func has(_ field: Field) -> Bool {
    map.columns[field.rawValue] >= 0 || map.fixed[field.rawValue] != nil
  }

  /// Calls the body for every record; one whose body throws is refused and the next one is read.
  ///
  /// - Throws: `ImportError.unclosedQuote`.
  func forEachRow(
    progress: ProgressHandler, _ body: (TableReader) throws(CellProblem) -> Void
  ) throws {
    scanner = file.body()
    let width = file.header.count
    var told = 0
    while true {
      let start = scanner.position
      guard scanner.next() else { break }
      if let line = scanner.unclosedQuote {
        throw ImportError.unclosedQuote(file: file.path, line: line)
      }
      lines += 1
      cells.begin(recordLength: scanner.position - start)
      do throws(CellProblem) {
        if scanner.fields.count != width { try checkWidth() }
        if !forgotten.isEmpty, let customer, forgotten.contains(cell(customer)) {
          throw CellProblem(customer, .forgottenCustomer)
        }
        try body(self)
      } catch {
        refuse(error)
      }
      if scanner.position - told > 1 << 20 {
        told = scanner.position
        progress(
          ProgressUpdate(
            what: "Reading \(file.name)", done: told, total: file.byteCount, unit: "bytes"))
      }
    }
  }

  private func checkWidth() throws(CellProblem) {
    let width = file.header.count
    if scanner.fields.count < width { throw CellProblem(.tooFewColumns) }
    for i in width..<scanner.fields.count where scanner.fields[i].count > 0 {
      throw CellProblem(.tooManyColumns)
    }
  }

  private func refuse(_ problem: CellProblem) {
    let column = problem.field < 0 ? -1 : map.columns[problem.field]
    let hasCell =
      scanner.fields.indices.contains(column) && problem.reason != .forgottenCustomer
    let value = hasCell ? String(decoding: cell(column: column), as: UTF8.self) : ""
    rejects.add(
      Rejects.Line(
        line: scanner.line, column: column < 0 ? "" : file.header[column], reason: problem.reason,
        value: String(value.prefix(200))))
  }

  /// The cell of a column of the present record: unquoted, in UTF-8, without blanks around it.
  func cell(column: Int) -> UnsafeBufferPointer<UInt8> {
    cells.cell(scanner.fields[column], scanner, encoding: file.encoding)
  }

  /// The cell of a field: of its column, else the value a person gave it, else empty.
  func cell(_ field: Field) -> UnsafeBufferPointer<UInt8> {
    let column = map.columns[field.rawValue]
    if column >= 0 { return cell(column: column) }
    return fixed[field.rawValue]
  }

  /// Reads a cell as a number counted in a fixed part of one; `nil` where it is empty.
  func number(_ field: Field, decimals: Int) throws(CellProblem) -> Int64? {
    let cell = cell(field)
    if cell.isEmpty { return nil }
    guard let number = dialect.numbers.parse(cell, decimals: decimals) else {
      throw CellProblem(field, .badNumber)
    }
    if number.wasRounded { roundedNumbers += 1 }
    return number.value
  }
}

extension TableReader {
  /// The text of a field, or `nil` where it is empty.
  func text(_ field: Field) -> String? {
    let cell = cell(field)
    return cell.isEmpty ? nil : String(decoding: cell, as: UTF8.self)
  }

  /// The text of a field that a line cannot do without.
  func requiredText(_ field: Field) throws(CellProblem) -> String {
    guard let text = text(field) else { throw CellProblem(field, .missingValue) }
    return text
  }

  /// The moment of a field, or `nil` where it is empty.
  func time(_ field: Field) throws(CellProblem) -> Timestamp? {
    let cell = cell(field)
    if cell.isEmpty { return nil }
    guard let seconds = dialect.dates.parse(cell) else { throw CellProblem(field, .badDate) }
    return Timestamp(seconds: seconds)
  }

  /// The moment of a field that a line cannot do without.
  func requiredTime(_ field: Field) throws(CellProblem) -> Timestamp {
    guard let time = try time(field) else { throw CellProblem(field, .missingValue) }
    return time
  }

  /// The money of a field, or `nil` where it is empty.
  func money(_ field: Field) throws(CellProblem) -> Money? {
    try number(field, decimals: 4).map(Money.init(tenThousandths:))
  }

  /// The yes or no of a field, or `nil` where it is empty.
  func flag(_ field: Field) throws(CellProblem) -> Bool? {
    guard let text = text(field)?.lowercased() else { return nil }
    if ["1", "yes", "y", "true", "t", "on"].contains(text) { return true }
    if ["0", "no", "n", "false", "f", "off"].contains(text) { return false }
    throw CellProblem(field, .unknownWord)
  }

  /// The cells of the columns that are no field, by header; empty ones are left out.
  var attributes: [String: String] {
    var attributes: [String: String] = [:]
    for column in map.others {
      let cell = cell(column: column)
      if !cell.isEmpty { attributes[file.header[column]] = String(decoding: cell, as: UTF8.self) }
    }
    return attributes
  }
}
