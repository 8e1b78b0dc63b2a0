/// The numbers of a date as they are written, before anyone says which is the day.
struct WrittenDate {
  /// The three numbers from left to right; a month written as a word comes second.
  private(set) var parts: (Int64, Int64, Int64) = (0, 0, 0)
  /// How many digits each has.
  private(set) var digits = (0, 0, 0)
  /// Whether there is one number only, as in `20111209`.
  private(set) var isNumber = false
  /// Whether the month is a word.
  private(set) var hasMonthName = false
  /// The time of day.
  private(set) var secondsOfDay: Int64 = 0

  /// The year where it stands last; two digits mean 1970 to 2069.
  var year: Int? {
    switch digits.2 {
    case 4: Int(parts.2)
    case 2: Int(parts.2) + (parts.2 < 70 ? 2000 : 1900)
    default: nil
    }
  }

  /// Reads the numbers, or `nil` for what cannot be a date in any order.
  init?(_ cell: UnsafeBufferPointer<UInt8>) {
    var reader = Reader(cell: cell)
    if let month = reader.monthName() {
      // `Dec 9, 2011`
      hasMonthName = true
      guard reader.separator(), let day = reader.number(), reader.separator(),
        let year = reader.number()
      else { return nil }
      parts = (day.value, Int64(month), year.value)
      digits = (day.digits, 2, year.digits)
    } else {
      guard let first = reader.number() else { return nil }
      (parts.0, digits.0) = first
      if reader.isAtEnd {
        isNumber = true
        return
      }
      guard reader.separator(), let middle = reader.monthOrNumber(), reader.separator(),
        let last = reader.number()
      else { return nil }
      hasMonthName = middle.isName
      (parts.1, digits.1) = (middle.value, middle.digits)
      (parts.2, digits.2) = last
    }
    guard digits.1 <= 2, let time = reader.timeOfDay() else { return nil }
    secondsOfDay = time
  }

  private struct Reader {
    let cell: UnsafeBufferPointer<UInt8>
    var place = 0

    var isAtEnd: Bool { place >= cell.count }

    mutating func number() -> (value: Int64, digits: Int)? {
      let start = place
      var value: Int64 = 0
      while place < cell.count, (48...57).contains(cell[place]), place - start < 18 {
        value = value * 10 + Int64(cell[place] - 48)
        place += 1
      }
      return place > start ? (value, place - start) : nil
    }

    mutating func monthOrNumber() -> (value: Int64, digits: Int, isName: Bool)? {
      if let month = monthName() { return (Int64(month), 2, true) }
      return number().map { ($0.value, $0.digits, false) }
    }

    /// One of `- / .` or blanks and commas.
    mutating func separator() -> Bool {
      let start = place
      while place < cell.count, [32, 44].contains(cell[place]) { place += 1 }
      if place > start { return true }
      guard place < cell.count, [45, 46, 47].contains(cell[place]) else { return false }
      place += 1
      return true
    }

    /// The number of an English month that begins here, by its first three letters.
    mutating func monthName() -> Int? {
      guard place + 3 <= cell.count, cell[place] | 32 >= 97, cell[place] | 32 <= 122 else {
        return nil
      }
      let word = (0..<3).map { cell[place + $0] | 32 }
      let names = Array("janfebmaraprmayjunjulaugsepoctnovdec".utf8)
      guard let month = (0..<12).first(where: { Array(names[$0 * 3..<$0 * 3 + 3]) == word })
      else { return nil }
      while place < cell.count, (97...122).contains(cell[place] | 32) { place += 1 }
      return month + 1
    }

    /// The time behind a date; midnight where there is none, `nil` where it is malformed.
    mutating func timeOfDay() -> Int64? {
      if isAtEnd { return 0 }
      guard cell[place] == 84 || cell[place] == 116 || [32, 44].contains(cell[place]) else {
        return nil
      }
      place += 1
      while place < cell.count, cell[place] == 32 { place += 1 }
      guard let hour = number(), accept(58), let minute = number() else { return nil }
      var seconds: (value: Int64, digits: Int) = (0, 2)
      if accept(58) {
        guard let read = number() else { return nil }
        seconds = read
        if accept(46) || accept(44) { _ = number() }
      }
      guard let half = halfOfDay(hour.value), hour.value < 24, minute.value < 60,
        seconds.value < 61, skipZone()
      else { return nil }
      return half * 3600 + minute.value * 60 + seconds.value
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
      guard place < cell.count, cell[place] == byte else { return false }
      place += 1
      return true
    }

    /// The hour of 24, after an `AM` or `PM` if there is one.
    private mutating func halfOfDay(_ hour: Int64) -> Int64? {
      var next = place
      while next < cell.count, cell[next] == 32 { next += 1 }
      guard next + 1 < cell.count, cell[next + 1] | 32 == 109,
        cell[next] | 32 == 97 || cell[next] | 32 == 112
      else { return hour }
      place = next + 2
      guard (1...12).contains(hour) else { return nil }
      return hour % 12 + (cell[next] | 32 == 112 ? 12 : 0)
    }

    /// Passes over `Z`, `UTC` or `+01:00`.
    private mutating func skipZone() -> Bool {
      while place < cell.count, cell[place] == 32 { place += 1 }
      if isAtEnd { return true }
      if cell[place] == 43 || cell[place] == 45 {
        place += 1
        while place < cell.count, (48...58).contains(cell[place]) { place += 1 }
        return isAtEnd
      }
      let rest = String(decoding: cell[place...], as: UTF8.self).uppercased()
      return ["Z", "UTC", "GMT"].contains(rest)
    }
  }
}
