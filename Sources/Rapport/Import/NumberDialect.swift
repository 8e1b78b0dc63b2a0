/// How a file writes numbers: with a point or a comma before the decimals.
enum NumberDialect: String, Sendable {
  /// `1,234.56`
  case point = "."
  /// `1.234,56`
  case comma = ","

  /// A number counted in a fixed part of one, and whether decimals were lost to it.
  struct Parsed: Equatable {
    let value: Int64
    let wasRounded: Bool
  }

  /// Reads a decimal number, exactly unless it has more decimals than asked for.
  ///
  /// Groups of three may be set apart by the other separator, a blank or an apostrophe; a currency sign may
  /// stand before or behind. What has too many decimals is rounded half away from zero.
  ///
  /// - Returns: The number times 10 to the power of `decimals`; `nil` for anything that is no such number
  ///   or does not fit.
  func parse(_ cell: UnsafeBufferPointer<UInt8>, decimals: Int) -> Parsed? {
    let cell = Self.withoutCurrency(cell)
    var number = Reading(decimals: decimals, separator: self == .point ? 46 : 44)
    for byte in cell where !number.take(byte) { return nil }
    return number.finished()
  }

  /// What one cell says about the dialect of its file.
  enum Evidence {
    /// Only one dialect can write this.
    case only(NumberDialect)
    /// `1.234` or `1,234`: decimals in one dialect, a thousand in the other.
    case ambiguous
    /// Nothing, as in `1234` or in what is no number.
    case none
  }

  /// What one cell says about the dialect of its file.
  static func evidence(in cell: UnsafeBufferPointer<UInt8>) -> Evidence {
    var (points, commas, lastSeparator, digits) = (0, 0, -1, 0)
    let cell = withoutCurrency(cell)
    for (i, byte) in cell.enumerated() {
      switch byte {
      case 48...57: digits += 1
      case 46:
        points += 1
        lastSeparator = i
      case 44:
        commas += 1
        lastSeparator = i
      case 43, 45, 32, 39: break
      default: return .none
      }
    }
    guard digits > 0, lastSeparator >= 0 else { return .none }
    let last: NumberDialect = cell[lastSeparator] == 46 ? .point : .comma
    let other: NumberDialect = last == .point ? .comma : .point
    if points > 0, commas > 0 { return .only(last) }
    if points + commas > 1 { return .only(other) }
    let start = cell.first == 45 || cell.first == 43 ? 1 : 0
    let isGroup =
      cell.count - lastSeparator - 1 == 3 && (1...3).contains(lastSeparator - start)
      && cell[start] != 48
    return isGroup ? .ambiguous : .only(last)
  }

  /// The state of reading one number.
  private struct Reading {
    let decimals: Int
    let separator: UInt8
    var value: Int64 = 0
    var isNegative = false
    var digits = 0
    var fraction = -1
    var group = -1
    var isRounded = false
    var roundsUp = false
    var isFirst = true

    /// Takes one more character; `false` where it does not fit.
    mutating func take(_ byte: UInt8) -> Bool {
      defer { isFirst = false }
      switch byte {
      case 48...57: return takeDigit(Int64(byte - 48))
      case 45 where isFirst:
        isNegative = true
        return true
      case 43 where isFirst: return true
      case separator where fraction < 0:
        guard group < 0 || group == 3 else { return false }
        fraction = 0
        return true
      case 44, 46, 32, 39:
        // A thousands separator: one to three digits before the first, three between any two.
        guard fraction < 0, group < 0 ? (1...3).contains(digits) : group == 3 else { return false }
        group = 0
        return true
      default: return false
      }
    }

    private mutating func takeDigit(_ digit: Int64) -> Bool {
      digits += 1
      if fraction >= 0 {
        fraction += 1
        if fraction > decimals {
          if fraction == decimals + 1 { roundsUp = digit >= 5 }
          if digit != 0 { isRounded = true }
          return true
        }
      } else if group >= 0 {
        group += 1
        if group > 3 { return false }
      }
      let (tens, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowedToo) = tens.addingReportingOverflow(digit)
      value = sum
      return !overflowed && !overflowedToo
    }

    mutating func finished() -> Parsed? {
      guard digits > 0, group < 0 || group == 3 else { return nil }
      var missing = decimals - max(0, fraction)
      while missing > 0 {
        let (tens, overflowed) = value.multipliedReportingOverflow(by: 10)
        if overflowed { return nil }
        value = tens
        missing -= 1
      }
      if roundsUp { value += 1 }
      return Parsed(value: isNegative ? -value : value, wasRounded: isRounded)
    }
  }

  /// Takes `£ $ € ¥` and blanks off both ends.
  private static func withoutCurrency(
    _ cell: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    guard let first = cell.first, let last = cell.last, isForeign(first) || isForeign(last) else {
      return cell
    }
    var (start, end) = (0, cell.count)
    while start < end, isForeign(cell[start]) { start += 1 }
    while end > start, isForeign(cell[end - 1]) { end -= 1 }
    return UnsafeBufferPointer(rebasing: cell[start..<end])
  }

  private static func isForeign(_ byte: UInt8) -> Bool {
    // The dollar, a blank, and the bytes of £ (C2 A3), ¥ (C2 A5), € (E2 82 AC), narrow blanks included.
    byte == 36 || byte == 32 || byte >= 0x80
  }
}
