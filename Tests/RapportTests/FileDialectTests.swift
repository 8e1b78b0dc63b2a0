import Foundation
import Testing

@testable import Rapport

@Suite struct `The dialect of a file` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func dialect(
    _ rows: [String], dateFormat: String? = nil, decimal: String? = nil
  ) throws -> FileDialect {
    let text = (["time;price"] + rows).joined(separator: "\n")
    let file = try DelimitedFile(try folder.file("f.csv", text))
    return try FileDialect(
      file, dateColumn: 0, numberColumns: [1], dateFormat: dateFormat, decimal: decimal)
  }

  @Test func `is settled by the first cell that only one way can write, however late`() throws {
    let early = Array(repeating: "03/04/2011;1.234", count: 50)
    let found = try dialect(early + ["13/04/2011;1.234,5"])
    #expect(found.dates == .dayMonthYear)
    #expect(found.numbers == .comma)
    #expect(try dialect(early + ["04/13/2011;1.5"]).dates == .monthDayYear)
  }

  @Test func `is asked for where no cell settles it`() throws {
    let path = folder.url.appending(path: "f.csv").path(percentEncoded: false)
    #expect(
      throws: ImportError.ambiguousDates(file: path, column: "time", example: "03/04/2011")
    ) { try dialect(["03/04/2011;1.5"]) }
    #expect(
      throws: ImportError.ambiguousNumbers(file: path, column: "price", example: "1.234")
    ) { try dialect(["2011-04-03;1.234"]) }
    #expect(try dialect(["03/04/2011;1.234"], dateFormat: "dmy", decimal: ",").numbers == .comma)
  }

  @Test func `does not matter where both ways mean the same`() throws {
    #expect(try dialect(["03/03/2011;12", "3-Mar-2011;7"]).numbers == .point)
  }

  @Test func `is not guessed from cells that are no dates`() throws {
    let path = folder.url.appending(path: "f.csv").path(percentEncoded: false)
    #expect(throws: ImportError.noDates(file: path, column: "time", example: "soon")) {
      try dialect(["soon;1", ";2"])
    }
    #expect(try dialect(["?;1.5", "2011-01-02;2"]).dates == .yearMonthDay)
  }

  @Test func `is refused under a name that means nothing`() {
    #expect(throws: ImportError.unknownDateFormat(name: "german")) {
      try dialect(["2011-01-02;2"], dateFormat: "german")
    }
    #expect(throws: ImportError.unknownDecimal(name: ";")) {
      try dialect(["2011-01-02;2"], decimal: ";")
    }
  }
}
