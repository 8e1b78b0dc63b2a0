import Commerce
import Testing

@Suite struct `A day` {
  @Test(arguments: [
    (1970, 1, 1, 0), (2000, 3, 1, 11_017), (2011, 12, 9, 15_317), (1969, 12, 31, -1),
    (2024, 2, 29, 19_782),
  ])
  func `counts from the first of January 1970`(_ y: Int, _ m: Int, _ d: Int, _ number: Int32) {
    #expect(Day(year: y, month: m, day: d)?.number == number)
  }

  @Test func `survives the way to text and back for every day of four centuries`() throws {
    let first = try #require(Day(year: 1700, month: 1, day: 1))
    for offset in stride(from: 0, to: 146_097, by: 13) {
      let day = first.advanced(by: offset)
      #expect(Day(day.description) == day)
    }
  }

  @Test(arguments: [
    "2011-02-29", "2011-13-01", "2011-00-10", "2011-1-1", "11-01-01", "", "2011-01-01x",
    "1900-02-29",
  ])
  func `is refused where the calendar has none`(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `knows the distance to another`() throws {
    let start = try #require(Day("2010-12-01"))
    let end = try #require(Day("2011-12-09"))
    #expect(start.distance(to: end) == 373)
    #expect(start.advanced(by: 373) == end)
    #expect(start < end)
  }
}

@Suite struct `A moment` {
  @Test func `falls on its day, before and after 1970`() throws {
    let day = try #require(Day("2011-12-09"))
    #expect(Timestamp(day, hour: 23, minute: 59, second: 59).day == day)
    #expect(Timestamp(seconds: -1).day == Day(number: -1))
    #expect(Timestamp(seconds: -86_400).day == Day(number: -1))
    #expect(Timestamp(seconds: -86_401).day == Day(number: -2))
  }

  @Test func `prints day and time`() throws {
    let day = try #require(Day("2011-12-09"))
    #expect(Timestamp(day, hour: 8, minute: 5, second: 9).description == "2011-12-09 08:05:09")
  }
}
