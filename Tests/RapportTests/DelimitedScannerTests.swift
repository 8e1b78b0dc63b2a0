import Compute
import Foundation
import Testing

@testable import Rapport

@Suite struct `A scanner of delimited text` {
  /// Every record as texts, through the fast scanner.
  private func records(_ text: String, delimiter: Character = ",") -> [[String]] {
    scan(text, delimiter: delimiter).map(\.fields)
  }

  private func scan(
    _ text: String, delimiter: Character = ","
  ) -> [(fields: [String], line: Int)] {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      var scanner = DelimitedScanner(bytes, delimiter: delimiter.asciiValue ?? 44)
      let cells = CellBuffer()
      var records: [(fields: [String], line: Int)] = []
      while true {
        let start = scanner.position
        guard scanner.next() else { return records }
        cells.begin(recordLength: scanner.position - start)
        let fields = scanner.fields.map { span in
          String(decoding: cells.cell(span, scanner, encoding: .utf8), as: UTF8.self)
        }
        records.append((fields, scanner.line))
      }
    }
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("a,,\n,,b", [["a", "", ""], ["", "", "b"]]),
    ("\n\na\n\n\nb\n\n", [["a"], ["b"]]),
    (#""a,b","c""d",e"#, [["a,b", #"c"d"#, "e"]]),
    ("\"two\nlines\",x\ny,z", [["two\nlines", "x"], ["y", "z"]]),
    ("\"\"\"\"\"\"", [["\"\""]]),
    ("\"\",a", [["", "a"]]),
    (#"5" nail,1"#, [[#"5" nail"#, "1"]]),
    (#""a"b,c"#, [["ab", "c"]]),
    (" a , b ", [["a", "b"]]),
  ])
  func `reads every way of writing a record`(text: String, expected: [[String]]) {
    #expect(records(text) == expected)
  }

  @Test func `says on which line of the file a record begins`() {
    let lines = scan("h\n\n\"a\nb\"\nc\r\n\r\nd").map(\.line)
    #expect(lines == [1, 3, 5, 7])
  }

  @Test func `notices a quote that never closes`() {
    Array("a,b\n1,\"x\n2,y\n".utf8).withUnsafeBufferPointer { bytes in
      var scanner = DelimitedScanner(bytes, delimiter: 44)
      while scanner.next() {}
      #expect(scanner.unclosedQuote == 2)
    }
  }

  @Test(arguments: 0..<40)
  func `agrees with a slow and obvious parser`(seed: Int) {
    var chance = SeededGenerator(seed: UInt64(seed))
    let alphabet: [Character] = ["a", "é", "7", ",", "\"", "\n", " ", "x"]
    let rows = (0..<12).map { _ in
      (0..<3).map { _ in String((0..<chance.below(6)).map { _ in alphabet[chance.below(8)] }) }
    }
    let ends = ["\n", "\r\n", "\r"]
    let end = ends[chance.below(3)]
    let text = rows.map { row in
      row.map { cell in
        let needsQuotes = cell.contains { ",\"\n".contains($0) } || chance.below(3) == 0
        return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
      }.joined(separator: ",")
    }.joined(separator: end)
    #expect(records(text) == SlowParser.records(text), "seed \(seed)")
  }
}

/// Reads delimited text one character at a time, with no other thought.
private enum SlowParser {
  static func records(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var isQuoted = false
    var hasAny = false
    // Unicode scalars, because CR LF is one Character.
    let scalars = Array(text.unicodeScalars)
    var i = 0
    func closed(_ field: String) -> String {
      field.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    while i < scalars.count {
      let scalar = scalars[i]
      i += 1
      if isQuoted {
        if scalar == "\"" {
          if i < scalars.count, scalars[i] == "\"" {
            field.unicodeScalars.append("\"")
            i += 1
          } else {
            isQuoted = false
          }
        } else {
          field.unicodeScalars.append(scalar)
        }
      } else if scalar == "\"", field.isEmpty, !hasAny || scalars[i - 2] == "," {
        isQuoted = true
        hasAny = true
      } else if scalar == "," {
        record.append(closed(field))
        field = ""
        hasAny = true
      } else if scalar == "\n" || scalar == "\r" {
        if scalar == "\r", i < scalars.count, scalars[i] == "\n" { i += 1 }
        if hasAny { records.append(record + [closed(field)]) }
        record = []
        field = ""
        hasAny = false
      } else {
        field.unicodeScalars.append(scalar)
        hasAny = true
      }
    }
    if hasAny { records.append(record + [closed(field)]) }
    return records
  }
}
