import Foundation

/// The columns of a file of numbers, by name.
struct NumberTable {
  private var columns: [String: [Double]] = [:]

  /// Reads the named columns; a name may have others that mean the same.
  ///
  /// - Parameters:
  ///   - url: The file, with a header.
  ///   - wanted: For each column its names in order of preference; `isNeeded` ones must be there.
  /// - Throws: `ImportError`, or `SummaryFileError.notANumber` with line and column.
  init(_ url: URL, columns wanted: [(names: [String], isNeeded: Bool)]) throws {
    let file = try DelimitedFile(url)
    let header = file.header.map { $0.lowercased() }
    var places: [(name: String, column: Int)] = []
    for (names, isNeeded) in wanted {
      let found = names.lazy.compactMap { name in header.firstIndex(of: name.lowercased()) }.first
      if let found {
        places.append((names[0], found))
      } else if isNeeded {
        throw SummaryFileError.missingColumn(
          file: file.path, names: names, columns: file.header)
      }
    }
    try read(file, places)
  }

  /// The values of a column under its first name, or `nil` where the file has none.
  subscript(name: String) -> [Double]? { columns[name] }

  private mutating func read(
    _ file: DelimitedFile, _ places: [(name: String, column: Int)]
  ) throws {
    var values = places.map { _ in [Double]() }
    var scanner = file.body()
    let cells = CellBuffer()
    while true {
      let start = scanner.position
      guard scanner.next() else { break }
      if let line = scanner.unclosedQuote {
        throw ImportError.unclosedQuote(file: file.path, line: line)
      }
      cells.begin(recordLength: scanner.position - start)
      for (place, (_, column)) in places.enumerated() {
        let text =
          column < scanner.fields.count
          ? String(
            decoding: cells.cell(scanner.fields[column], scanner, encoding: file.encoding),
            as: UTF8.self) : ""
        guard let value = Double(text) else {
          throw SummaryFileError.notANumber(
            file: file.path, line: scanner.line, column: file.header[column], value: text)
        }
        values[place].append(value)
      }
    }
    for (place, (name, _)) in places.enumerated() { columns[name] = values[place] }
  }
}
