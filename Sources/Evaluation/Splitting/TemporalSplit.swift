public import Commerce

/// A log cut at a day: what was known at its end, and what happened afterwards.
///
/// The only honest way to ask what a model would have been worth: it never sees a purchase of the future,
/// neither of the tested customers nor of anybody else.
public struct TemporalSplit: Sendable {
  /// The last day that is known.
  public let lastTrainDay: Day
  /// The last day of the test.
  public let lastTestDay: Day
  /// Everything up to and including the last known day.
  public let train: PurchaseLog
  /// What was bought afterwards.
  public let test: PurchaseLog

  /// Cuts a log after a day.
  ///
  /// A receipt that spans midnight belongs to the test as a whole, so no part of a basket gives away the
  /// rest of it. The log must not have been settled against later returns; see the other initialiser.
  ///
  /// - Parameters:
  ///   - log: All purchases.
  ///   - day: The last day of train.
  ///   - window: How many days after it are tested, or all there are.
  /// - Complexity: O(n).
  public init(_ log: PurchaseLog, after day: Day, window: Int? = nil) {
    self.init(known: log.through(day), all: log, after: day, window: window)
  }

  /// Joins what was known on a day with what is known of the time after it.
  ///
  /// Two logs, because a return settled today has erased a purchase that still stood on the day of the cut:
  /// train must be settled as of that day, the test as of now.
  ///
  /// - Parameters:
  ///   - known: The purchases as they were known at the end of the day.
  ///   - all: The purchases as they are known now; only those after the day are used.
  ///   - day: The last day of train.
  ///   - window: How many days after it are tested, or all there are.
  /// - Complexity: O(n).
  public init(known: PurchaseLog, all: PurchaseLog, after day: Day, window: Int? = nil) {
    lastTrainDay = day
    let last = window.map { day.advanced(by: max(1, $0)) } ?? max(day, all.lastDay ?? day)
    lastTestDay = last
    let start = Timestamp(day.advanced(by: 1)).seconds
    let end = Timestamp(last.advanced(by: 1)).seconds
    let isLate = all.ordersReaching(start)
    test = all.filter { isLate[Int(all.columns.order[$0])] && all.columns.time[$0] < end }
    let halves = Set(
      all.orderKeys { isLate[Int(all.columns.order[$0])] && all.columns.time[$0] < start })
    train =
      halves.isEmpty
      ? known.through(day)
      : known.filter {
        known.columns.time[$0] < start && !halves.contains(known.orderKey(ofLine: $0))
      }
  }

  /// The day to cut at when nobody names one.
  ///
  /// A sixth of the time span is tested, but at most four weeks: long enough that most customers who are
  /// still there come back once, recent enough to be about today.
  ///
  /// - Returns: `nil` where all purchases fall on one day.
  public static func defaultDay(for log: PurchaseLog) -> Day? {
    guard let last = log.lastDay, let first = log.columns.time.min() else { return nil }
    let span = Timestamp(seconds: first).day.distance(to: last)
    guard span > 0 else { return nil }
    return last.advanced(by: -min(28, max(1, span / 6)))
  }

  /// Cuts a log at its default day, or `nil` where it has none.
  public init?(newestWindowOf log: PurchaseLog) {
    guard let day = Self.defaultDay(for: log) else { return nil }
    self.init(log, after: day)
  }
}
