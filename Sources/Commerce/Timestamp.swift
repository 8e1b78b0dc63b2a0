/// A moment on the shop's own clock, to the second, without a time zone.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01 00:00:00 on the shop's clock.
  public let seconds: Int64

  /// Makes a moment from its seconds since 1970-01-01 00:00:00.
  public init(seconds: Int64) { self.seconds = seconds }

  /// A time of a day; midnight if only the day is known.
  public init(_ day: Day, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    self.init(seconds: Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second))
  }

  /// The calendar day it falls on.
  public var day: Day {
    Day(number: Int32(clamping: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
  }

  /// Compares two moments.
  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.seconds < b.seconds }
}

extension Timestamp: CustomStringConvertible {
  /// `2011-12-09 12:50:00`.
  public var description: String {
    let rest = Int(seconds - Int64(day.number) * 86_400)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(day) \(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
  }
}
