import Commerce
import Testing

@Suite struct `A pattern of products` {
  @Test(arguments: [
    ("POST", "POST", true), ("POST", "POSTER", false), ("POST", "post", false),
    ("POST|DOT", "DOT", true), ("POST|DOT", "DOTS", false), ("gift_*", "gift_0001", true),
    ("gift_.*", "gift_0001", true), ("gift_*", "gift", false), ("A?", "A1", true),
    ("A?", "A12", false), ("BANK CHARGES", "BANK CHARGES", true), ("A.B", "AxB", false),
    ("A.B", "A.B", true), ("[0-9]+", "123", true),
  ])
  func `matches whole codes`(pattern: String, code: String, expected: Bool) throws {
    #expect(try ProductPattern(pattern).matches(code) == expected)
  }
}
