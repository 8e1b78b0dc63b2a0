import Commerce

/// The days on which nothing was sold.
struct DescribeCalendar {
  /// Every day between the first and the last without a line.
  let emptyDays: [Day]
  /// How often each day of the week is empty, Monday first, and how often it occurs.
  private let weekdays: [(empty: Int, all: Int)]

  /// Looks at the days of a log.
  init(_ log: PurchaseLog) {
    guard let last = log.lastDay, let first = log.columns.time.min() else {
      emptyDays = []
      weekdays = []
      return
    }
    let start = Timestamp(seconds: first).day
    let length = start.distance(to: last) + 1
    // Lines dated 1970 beside others of today are a mistake, not a calendar of fifty years.
    guard length <= 20_000 else {
      emptyDays = []
      weekdays = []
      return
    }
    var isOpen = [Bool](repeating: false, count: length)
    for time in log.columns.time { isOpen[start.distance(to: Timestamp(seconds: time).day)] = true }
    emptyDays = isOpen.indices.filter { !isOpen[$0] }.map { start.advanced(by: $0) }
    var weekdays = [(empty: Int, all: Int)](repeating: (0, 0), count: 7)
    for i in isOpen.indices {
      let weekday = Self.weekday(start.advanced(by: i))
      weekdays[weekday].all += 1
      if !isOpen[i] { weekdays[weekday].empty += 1 }
    }
    self.weekdays = weekdays
  }

  /// Days of the week on which the shop is closed: nine in ten of them are empty.
  var closedWeekdays: [String] {
    weekdays.indices.filter {
      weekdays[$0].all >= 4 && weekdays[$0].empty * 10 >= weekdays[$0].all * 9
    }
    .map { Self.names[$0] }
  }

  /// The longest run of empty days, if it is longer than a week.
  var longestGap: (from: Day, to: Day)? {
    var best: (from: Day, to: Day)?
    var start: Day?
    var previous: Day?
    for day in emptyDays {
      if previous?.advanced(by: 1) != day { start = day }
      previous = day
      guard let start else { continue }
      if start.distance(to: day) > (best.map { $0.from.distance(to: $0.to) } ?? 6) {
        best = (start, day)
      }
    }
    return best
  }

  /// Monday is 0; 1970-01-01 was a Thursday.
  private static func weekday(_ day: Day) -> Int { ((Int(day.number) + 3) % 7 + 7) % 7 }

  private static let names = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
}
