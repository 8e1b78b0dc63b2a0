/// Lines of a CSV file in memory (RFC 4180): cells with commas, quotes or line ends are quoted.
struct CSVLines: Sendable {
  /// The lines as UTF-8.
  private(set) var bytes: [UInt8] = []
  /// How many lines there are.
  private(set) var count = 0

  /// Adds a line.
  mutating func append(_ cells: [String]) {
    for (column, cell) in cells.enumerated() {
      if column > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell)
    }
    bytes.append(UInt8(ascii: "\n"))
    count += 1
  }

  private mutating func append(_ cell: String) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes = cell.utf8.contains { [34, 44, 10, 13].contains($0) }
    guard needsQuotes else { return bytes.append(contentsOf: cell.utf8) }
    bytes.append(quote)
    for byte in cell.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
