/// How one file writes dates and numbers, found out from its own cells.
struct FileDialect {
  /// How dates are written; anything will do where there is no column of dates.
  var dates = DateDialect.yearMonthDay
  /// How numbers are written.
  var numbers = NumberDialect.point

  /// Takes what the person says and looks for the rest in the file, as far down as it takes.
  ///
  /// A file that settles nothing is refused only if it has cells that could mean two things.
  ///
  /// - Throws: `ImportError`.
  init(
    _ file: DelimitedFile, dateColumn: Int, numberColumns: [Int], dateFormat: String?,
    decimal: String?
  ) throws {
    var search = Search(file: file, dateColumn: dateColumn, numberColumns: numberColumns)
    if let dateFormat {
      guard let dialect = DateDialect(named: dateFormat) else {
        throw ImportError.unknownDateFormat(name: dateFormat)
      }
      search.dates = [dialect]
      search.hasDate = true
    }
    if let decimal {
      guard let dialect = NumberDialect(rawValue: decimal) else {
        throw ImportError.unknownDecimal(name: decimal)
      }
      search.numbers = dialect
    }
    search.run()
    dates = try search.settledDates()
    numbers = try search.settledNumbers()
  }

  private struct Search {
    let file: DelimitedFile
    let dateColumn: Int
    let numberColumns: [Int]
    var dates = DateDialect.allCases
    var numbers: NumberDialect?
    var hasDate = false
    var ambiguousDate: String?
    var strangeDate: String?
    var ambiguousNumber: (column: Int, example: String)?

    var isSettled: Bool {
      (dateColumn < 0 || (dates.count == 1 && hasDate)) && (numberColumns.isEmpty || numbers != nil)
    }

    mutating func run() {
      var scanner = file.body()
      let cells = CellBuffer()
      while !isSettled {
        let start = scanner.position
        guard scanner.next() else { return }
        cells.begin(recordLength: scanner.position - start)
        func cell(_ column: Int) -> UnsafeBufferPointer<UInt8>? {
          guard scanner.fields.indices.contains(column) else { return nil }
          let cell = cells.cell(scanner.fields[column], scanner, encoding: file.encoding)
          return cell.isEmpty ? nil : cell
        }
        if dateColumn >= 0, dates.count > 1 || !hasDate, let cell = cell(dateColumn) {
          look(atDate: cell)
        }
        for column in numberColumns where numbers == nil {
          if let cell = cell(column) { look(atNumber: cell, column) }
        }
      }
    }

    private mutating func look(atDate cell: UnsafeBufferPointer<UInt8>) {
      let written = WrittenDate(cell)
      let possible = written.map(DateDialect.candidates) ?? []
      let left = dates.filter(possible.contains)
      guard let written, !left.isEmpty else {
        strangeDate = strangeDate ?? String(decoding: cell, as: UTF8.self)
        return
      }
      hasDate = true
      dates = left
      // 03/03/2011 and 3 Mar 2011 are the same day either way.
      if left.count > 1, Set(left.compactMap { $0.seconds(of: written) }).count > 1 {
        ambiguousDate = ambiguousDate ?? String(decoding: cell, as: UTF8.self)
      }
    }

    private mutating func look(atNumber cell: UnsafeBufferPointer<UInt8>, _ column: Int) {
      switch NumberDialect.evidence(in: cell) {
      case .only(let dialect): numbers = dialect
      case .ambiguous:
        ambiguousNumber = ambiguousNumber ?? (column, String(decoding: cell, as: UTF8.self))
      case .none: break
      }
    }

    func settledDates() throws -> DateDialect {
      guard dateColumn >= 0 else { return .yearMonthDay }
      let column = file.header[dateColumn]
      guard hasDate else {
        guard let strangeDate else { return .yearMonthDay }
        throw ImportError.noDates(file: file.path, column: column, example: strangeDate)
      }
      if dates.count > 1, let ambiguousDate {
        throw ImportError.ambiguousDates(file: file.path, column: column, example: ambiguousDate)
      }
      return dates[0]
    }

    func settledNumbers() throws -> NumberDialect {
      if let numbers { return numbers }
      guard let (column, example) = ambiguousNumber else { return .point }
      throw ImportError.ambiguousNumbers(
        file: file.path, column: file.header[column], example: example)
    }
  }
}
