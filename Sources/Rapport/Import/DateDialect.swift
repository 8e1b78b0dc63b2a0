import Commerce

/// How a file writes dates: in which order day, month and year stand.
enum DateDialect: String, Sendable, CaseIterable {
  /// `2011-12-09`, with any separator.
  case yearMonthDay = "ymd"
  /// `09/12/2011`
  case dayMonthYear = "dmy"
  /// `12/09/2011`
  case monthDayYear = "mdy"
  /// `20111209`
  case compact = "yyyymmdd"
  /// Seconds since 1970-01-01.
  case unixSeconds = "unix"
  /// Milliseconds since 1970-01-01.
  case unixMilliseconds = "unix-ms"

  /// Understands `ymd`, `dmy`, `mdy`, `iso`, `yyyymmdd`, `unix`, `unix-ms` and pictures of dates, as in
  /// `dd/mm/yyyy` or `%d.%m.%Y %H:%M`.
  init?(named name: String) {
    let lowered = name.lowercased()
    if let dialect = Self(rawValue: lowered) {
      self = dialect
      return
    }
    if lowered.hasPrefix("iso") {
      self = .yearMonthDay
      return
    }
    if lowered.hasPrefix("yyyymmdd") || lowered.hasPrefix("%y%m%d") {
      self = .compact
      return
    }
    guard let day = lowered.firstIndex(of: "d"), let month = lowered.firstIndex(of: "m"),
      let year = lowered.firstIndex(of: "y")
    else { return nil }
    switch (day < month, month < year, day < year) {
    case (true, true, true): self = .dayMonthYear
    case (false, false, true), (false, true, true): self = .monthDayYear
    case (false, false, false): self = .yearMonthDay
    default: return nil
    }
  }

  /// Reads a moment, midnight where only the day is written; zones are left aside, the shop has one clock.
  ///
  /// - Returns: Seconds since 1970-01-01 on the shop's clock, or `nil`.
  func parse(_ cell: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard let written = WrittenDate(cell) else { return nil }
    return seconds(of: written)
  }

  /// Every dialect in which a cell is a moment.
  static func candidates(for written: WrittenDate) -> [DateDialect] {
    allCases.filter { $0.seconds(of: written) != nil }
  }

  /// The moment a cell is in this dialect, or `nil`.
  func seconds(of written: WrittenDate) -> Int64? {
    guard let day = day(of: written) else {
      switch self {
      case .unixSeconds where written.isNumber && (9...10).contains(written.digits.0):
        return written.parts.0
      case .unixMilliseconds where written.isNumber && (12...13).contains(written.digits.0):
        return written.parts.0 / 1000
      default: return nil
      }
    }
    return Int64(day.number) * 86_400 + written.secondsOfDay
  }

  private func day(of written: WrittenDate) -> Day? {
    let (a, b, c) = (Int(written.parts.0), Int(written.parts.1), Int(written.parts.2))
    switch self {
    case .compact:
      guard written.isNumber, written.digits.0 == 8 else { return nil }
      return Day(year: a / 10_000, month: a / 100 % 100, day: a % 100)
    case .unixSeconds, .unixMilliseconds: return nil
    case _ where written.isNumber: return nil
    case .yearMonthDay:
      guard written.digits.0 == 4 else { return nil }
      return Day(year: a, month: b, day: c)
    case .dayMonthYear:
      guard written.digits.0 <= 2, let year = written.year else { return nil }
      return Day(year: year, month: b, day: a)
    case .monthDayYear:
      guard written.digits.0 <= 2, let year = written.year else { return nil }
      // A month that is written as a word leaves no question of order.
      return written.hasMonthName
        ? Day(year: year, month: b, day: a) : Day(year: year, month: a, day: b)
    }
  }
}
