import Commerce
import Foundation
import Testing

@Suite struct `A day in JSON` {
  @Test func `is written as people write it and read back`() throws {
    let day = try #require(Day("2012-02-29"))
    let data = try JSONEncoder().encode([day])
    #expect(String(decoding: data, as: UTF8.self) == #"["2012-02-29"]"#)
    #expect(try JSONDecoder().decode([Day].self, from: data) == [day])
  }

  @Test func `is refused where the calendar has none`() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Day].self, from: Data(#"["2011-02-29"]"#.utf8))
    }
  }
}
