import Foundation

/// The lines that were refused, for the file that a person looks at.
///
/// Counts all of them and keeps the first million.
struct Rejects {
  /// One refused line.
  struct Line: Equatable {
    /// The line of the file on which the record begins, counted from 1.
    let line: Int
    /// The column's header; empty where the line as a whole is meant.
    let column: String
    let reason: RejectReason
    /// The cell as it was read.
    let value: String
  }

  private(set) var lines: [Line] = []
  /// How many lines were refused.
  private(set) var count = 0
  /// Refused lines by reason.
  private(set) var countByReason: [String: Int] = [:]
  private static let limit = 1_000_000

  /// Refuses a line.
  mutating func add(_ line: Line) {
    count += 1
    countByReason[line.reason.rawValue, default: 0] += 1
    if lines.count < Self.limit { lines.append(line) }
  }

  /// Writes `line,column,reason,value` for every refused line.
  ///
  /// - Throws: `WorkspaceError` where the file cannot be written.
  func write(to url: URL) throws {
    try AtomicFile.write(to: url) { file in
      try file.append("line,column,reason,value\n".utf8)
      for reject in lines {
        let cells = [
          String(reject.line), reject.column, reject.reason.rawValue, reject.value,
        ]
        try file.append((cells.map(Self.quoted).joined(separator: ",") + "\n").utf8)
      }
    }
  }

  private static func quoted(_ cell: String) -> String {
    let needsQuotes = cell.utf8.contains { [34, 44, 10, 13].contains($0) }
    guard needsQuotes else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
