import Commerce
import Testing

@testable import Rapport

@Suite struct `A way of writing dates` {
  private func read(_ text: String, _ dialect: DateDialect) -> String? {
    Array(text.utf8).withUnsafeBufferPointer { dialect.parse($0) }
      .map { Timestamp(seconds: $0).description }
  }

  @Test(arguments: [
    ("2010-12-01 08:26:00", DateDialect.yearMonthDay, "2010-12-01 08:26:00"),
    ("2010-12-01T08:26:00Z", .yearMonthDay, "2010-12-01 08:26:00"),
    ("2010-12-01T08:26:00.123+01:00", .yearMonthDay, "2010-12-01 08:26:00"),
    ("2010/12/1", .yearMonthDay, "2010-12-01 00:00:00"),
    ("1/12/2010 8:26", .dayMonthYear, "2010-12-01 08:26:00"),
    ("12/1/2010 8:26", .monthDayYear, "2010-12-01 08:26:00"),
    ("01.12.10", .dayMonthYear, "2010-12-01 00:00:00"),
    ("01.12.75", .dayMonthYear, "1975-12-01 00:00:00"),
    ("12/01/2010 08:26 PM", .monthDayYear, "2010-12-01 20:26:00"),
    ("12/01/2010 12:26 AM", .monthDayYear, "2010-12-01 00:26:00"),
    ("1-Dec-2010", .dayMonthYear, "2010-12-01 00:00:00"),
    ("1 December 2010", .monthDayYear, "2010-12-01 00:00:00"),
    ("Dec 1, 2010 08:26", .monthDayYear, "2010-12-01 08:26:00"),
    ("20101201", .compact, "2010-12-01 00:00:00"),
    ("1291191960", .unixSeconds, "2010-12-01 08:26:00"),
    ("1291191960000", .unixMilliseconds, "2010-12-01 08:26:00"),
  ])
  func `reads a moment`(text: String, dialect: DateDialect, expected: String) {
    #expect(read(text, dialect) == expected)
  }

  @Test(arguments: [
    "", "yesterday", "2010-13-01", "2011-02-29", "2010-12-01 25:00", "2010-12-01 08:60",
    "2010-12-01x", "2010-12", "10-12-01", "2010-12-01 8",
  ])
  func `refuses what is no day of the calendar`(text: String) {
    #expect(read(text, .yearMonthDay) == nil)
  }

  @Test(arguments: [
    ("ymd", DateDialect.yearMonthDay), ("ISO", .yearMonthDay), ("dd/mm/yyyy", .dayMonthYear),
    ("%d.%m.%Y %H:%M", .dayMonthYear), ("MM/DD/YYYY", .monthDayYear), ("mdy", .monthDayYear),
    ("yyyy-MM-dd HH:mm", .yearMonthDay), ("yyyymmdd", .compact), ("unix", .unixSeconds),
  ])
  func `has a name and may be given as a picture`(name: String, expected: DateDialect) {
    #expect(DateDialect(named: name) == expected)
  }

  @Test func `is not guessed from a name that says nothing`() {
    #expect(DateDialect(named: "german") == nil)
    #expect(DateDialect(named: "ydm") == nil)
  }
}
