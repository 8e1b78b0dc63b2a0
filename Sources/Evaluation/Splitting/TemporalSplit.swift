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
  /// rest of it.
  ///
  /// - Parameters:
  ///   - log: All purchases.
  ///   - day: The last day of train.
  ///   - window: How many days after it are tested, or all there are.
  /// - Complexity: O(n).
  public init(_ log: PurchaseLog, after day: Day, window: Int? = nil) {
    lastTrainDay = day
    let last = window.map { day.advanced(by: max(1, $0)) } ?? max(day, log.lastDay ?? day)
    lastTestDay = last
    let start = Timestamp(day.advanced(by: 1)).seconds
    var isLate = [Bool](repeating: false, count: log.orderIDs.count)
    for line in 0..<log.count where log.columns.time[line] >= start {
      isLate[Int(log.columns.order[line])] = true
    }
    let end = Timestamp(last.advanced(by: 1)).seconds
    train = log.filter { !isLate[Int(log.columns.order[$0])] }
    test = log.filter { isLate[Int(log.columns.order[$0])] && log.columns.time[$0] < end }
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
