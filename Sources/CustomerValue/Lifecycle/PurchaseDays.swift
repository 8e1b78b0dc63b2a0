public import Commerce
import Compute

/// The different days on which each customer bought, up to a day.
///
/// What rhythm, life cycle and repeat purchases are read from: several orders on one day are one visit.
public struct PurchaseDays: Sendable {
  /// The last day that counts.
  public let asOf: Day
  /// Day numbers, ascending within each customer.
  public let days: [Int32]
  /// The days of the customer at position c are `days[offsets[c] ..< offsets[c + 1]]`.
  public let offsets: [Int]

  /// Reads the days from a settled log.
  ///
  /// - Parameters:
  ///   - log: Settled purchases.
  ///   - day: The last day that counts.
  ///   - threads: Change nothing but the time it takes.
  /// - Complexity: O(n) for n lines.
  public init(_ log: PurchaseLog, asOf day: Day, threads: Int = 1) {
    let end = Timestamp(day.advanced(by: 1)).seconds
    let found: (values: [Int32], offsets: [Int]) = Parallel(threads: threads).parts(
      log.customers.count
    ) { customer in
      var count = 0
      log.eachDay(ofCustomer: customer, before: end) { _, _ in count += 1 }
      return count
    } fill: { customer, put in
      log.eachDay(ofCustomer: customer, before: end, put)
    }
    asOf = day
    (days, offsets) = found
  }

  /// How many customers there are, those without purchases included.
  public var customers: Int { offsets.count - 1 }

  /// The days of the customer at a position that lie no later than a day.
  public func days(of customer: Int, through day: Day) -> ArraySlice<Int32> {
    let all = days[offsets[customer]..<offsets[customer + 1]]
    guard let last = all.last, last > day.number else { return all }
    return all.prefix { $0 <= day.number }
  }

  /// The mean gap between visits of the whole shop, in days; `nil` where nobody came twice.
  public func meanGap(through day: Day) -> Double? {
    var (sum, gaps) = (0, 0)
    for customer in 0..<customers where offsets[customer + 1] - offsets[customer] > 1 {
      let visits = days(of: customer, through: day)
      guard visits.count > 1, let first = visits.first, let last = visits.last else { continue }
      sum += Int(last) - Int(first)
      gaps += visits.count - 1
    }
    return gaps > 0 ? Double(sum) / Double(gaps) : nil
  }

  /// The histories that purchase models are fitted to, in days, with the customer of each row.
  ///
  /// Repeat purchases are further days with a purchase; the first day is where time begins.
  ///
  /// - Throws: `HistoryError.noCustomers` where nobody has bought by the day.
  public func histories(through day: Day) throws -> (
    histories: PurchaseHistories, customers: [Int]
  ) {
    var (repeats, recency, age) = ([Int32](), [Double](), [Double]())
    var rows: [Int] = []
    rows.reserveCapacity(customers)
    repeats.reserveCapacity(customers)
    recency.reserveCapacity(customers)
    age.reserveCapacity(customers)
    for customer in 0..<customers {
      let visits = days(of: customer, through: day)
      guard let first = visits.first, let last = visits.last else { continue }
      repeats.append(Int32(visits.count - 1))
      recency.append(Double(last - first))
      age.append(Double(day.number - first))
      rows.append(customer)
    }
    let histories = try PurchaseHistories(
      repeats: repeats, recency: recency, age: age, unit: .days)
    return (histories, rows)
  }
}

extension PurchaseLog {
  /// Calls with the number of each different day on which a customer bought, and with the day.
  fileprivate func eachDay(
    ofCustomer customer: Int, before end: Int64, _ body: (Int, Int32) -> Void
  ) {
    var (count, last) = (0, Int32.min)
    for i in lines(ofCustomer: customer) where columns.time[i] < end && columns.quantity[i] > 0 {
      let day = day(ofLine: i).number
      guard day != last || count == 0 else { continue }
      body(count, day)
      (count, last) = (count + 1, day)
    }
  }
}
