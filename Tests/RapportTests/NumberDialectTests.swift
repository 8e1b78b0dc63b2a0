import Testing

@testable import Rapport

@Suite struct `A way of writing numbers` {
  private func parse(_ text: String, _ dialect: NumberDialect, decimals: Int = 4) -> Int64? {
    Array(text.utf8).withUnsafeBufferPointer { dialect.parse($0, decimals: decimals)?.value }
  }

  private func evidence(_ text: String) -> String {
    Array(text.utf8).withUnsafeBufferPointer { cell in
      switch NumberDialect.evidence(in: cell) {
      case .only(let dialect): dialect.rawValue
      case .ambiguous: "?"
      case .none: ""
      }
    }
  }

  @Test(arguments: [
    ("2.55", 25_500), ("0.001", 10), ("-11062.06", -110_620_600), ("6", 60_000), ("+6", 60_000),
    (".5", 5000), ("5.", 50_000), ("1,234.56", 12_345_600), ("1,234,567", 12_345_670_000),
    ("1 234.5", 12_345_000), ("1'234.5", 12_345_000), ("£2.55", 25_500), ("2.55 €", 25_500),
    ("$-3", -30_000), ("0.00005", 1), ("-0.00005", -1), ("0.00004", 0),
    ("922337203685477.5807", Int64.max),
  ])
  func `with a point reads exactly`(text: String, expected: Int64) {
    #expect(parse(text, .point) == expected)
  }

  @Test(arguments: [
    ("2,55", 25_500), ("1.234,56", 12_345_600), ("1.234", 12_340_000),
    ("1.234.567", 12_345_670_000),
    ("12", 120_000),
  ])
  func `with a comma reads exactly`(text: String, expected: Int64) {
    #expect(parse(text, .comma) == expected)
  }

  @Test(arguments: [
    "", "-", "abc", "1.2.3", "1,23", "12,3456", "1,2345.6", "1.5e3", "0x10", "--1", "1-", "1,,000",
    "922337203685477.5808", "99999999999999999999", "1,234,56", "1234,567",
  ])
  func `with a point refuses what is no such number`(text: String) {
    #expect(parse(text, .point) == nil)
  }

  @Test func `says when decimals were lost`() {
    func wasRounded(_ text: String) -> Bool? {
      Array(text.utf8).withUnsafeBufferPointer {
        NumberDialect.point.parse($0, decimals: 3)?.wasRounded
      }
    }
    #expect(wasRounded("1.2345") == true)
    #expect(wasRounded("1.2340") == false)
    #expect(parse("1.2345", .point, decimals: 3) == 1235)
  }

  @Test(arguments: [
    ("2.55", "."), ("2,55", ","), ("1.234", "?"), ("1,234", "?"), ("-1.234", "?"), ("0.001", "."),
    ("0,001", ","), ("1.234,5", ","), ("1,234.5", "."), ("1.234.567", ","), ("1,234,567", "."),
    ("1234.567", "."), ("1234", ""), ("abc", ""), ("1.0", "."), ("", ""),
  ])
  func `is told by what only it can write`(text: String, expected: String) {
    #expect(evidence(text) == expected)
  }
}
