import Testing

@testable import BasketAnalysis

@Suite struct `The scanner of fields` {
  private static func lines(_ text: String) -> [String] {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      var (scanner, lines) = (FieldScanner(bytes), [String]())
      while true {
        var fields: [String] = []
        guard let number = scanner.nextLine({ fields.append(String(decoding: $0, as: UTF8.self)) })
        else { return lines }
        lines.append("\(number): \(fields.joined(separator: "|"))")
      }
    }
  }

  @Test(arguments: [
    ("a,b\nc\n", ["1: a|b", "2: c"]),
    (" a b \t,\tb\r\n\r\n,\n", ["1: a b|b", "2: ", "3: |"]),
    ("\"a,\"\"b\"\" \n c\" d,e\nf", ["1: a,\"b\" \n c d|e", "3: f"]),
    ("a,", ["1: a|"]), ("a,\n\n", ["1: a|", "2: "]), ("", []), ("\n", ["1: "]),
    ("\"open, to the end\nof it", ["1: open, to the end\nof it"]), ("\"", ["1: "]),
  ]) func `gives the fields of each line with its number`(text: String, lines: [String]) {
    #expect(Self.lines(text) == lines)
  }
}
