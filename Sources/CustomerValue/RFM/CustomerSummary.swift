public import Commerce
import Compute

/// What one customer has done by a day: when first, when last, how often, for how much.
///
/// Everything that RFM needs, and the first half of what the probability models need.
public struct CustomerSummary: Sendable, Equatable {
  // Four bytes a count: ten million customers have ten million summaries.
  private let position: Int32
  /// The day of the first purchase.
  public let firstDay: Day
  /// The day of the newest purchase.
  public let lastDay: Day
  private let orderCount, dayCount: Int32
  /// What was spent and kept, returns taken back.
  public let spend: Money

  /// The customer's position in the log the summary was made from.
  public var customer: Int { Int(position) }
  /// How many different orders.
  public var orders: Int { Int(orderCount) }
  /// On how many different days the customer bought.
  public var days: Int { Int(dayCount) }

  /// Puts a summary together.
  public init(
    customer: Int, firstDay: Day, lastDay: Day, orders: Int, days: Int, spend: Money
  ) {
    position = Int32(clamping: customer)
    self.firstDay = firstDay
    self.lastDay = lastDay
    orderCount = Int32(clamping: orders)
    dayCount = Int32(clamping: days)
    self.spend = spend
  }

  /// Days between the newest purchase and a day.
  public func recencyDays(asOf day: Day) -> Int { lastDay.distance(to: day) }

  /// What an order was worth on average, in units of the currency.
  public var averageOrder: Double { spend.value / Double(max(1, orders)) }
}

extension PurchaseLog {
  /// Summarises every named customer who bought something by a day, by ascending position.
  ///
  /// Settle returns first (`settlingReturns()`): a customer whose purchases were all returned has then
  /// bought nothing and is left out. Purchases after the day are left out too, whatever the log holds.
  ///
  /// - Parameters:
  ///   - day: The last day that counts.
  ///   - threads: Change nothing but the time it takes.
  /// - Returns: One summary a customer.
  /// - Complexity: O(n) for n lines, plus sorting the orders of customers who go back and forth.
  public func customerSummaries(asOf day: Day, threads: Int = 1) -> [CustomerSummary] {
    let end = Timestamp(day.advanced(by: 1)).seconds
    return Parallel(threads: threads).parts(customers.count) { customer in
      lines(ofCustomer: customer).contains { isPurchase($0, before: end) } ? 1 : 0
    } fill: { customer, put in
      put(0, summary(ofCustomer: customer, before: end))
    }.values
  }

  private func isPurchase(_ line: Int, before end: Int64) -> Bool {
    columns.time[line] < end && columns.quantity[line] > 0
  }

  private func summary(ofCustomer customer: Int, before end: Int64) -> CustomerSummary {
    var (spend, days) = (Int64(0), 0)
    var (first, last) = (Int32.min, Int32.min)
    let lines = lines(ofCustomer: customer)
    for i in lines where isPurchase(i, before: end) {
      let day = day(ofLine: i).number
      if days == 0 { first = day }
      if last != day { days += 1 }
      last = day
      spend += columns.amount[i]
    }
    return CustomerSummary(
      customer: customer, firstDay: Day(number: first), lastDay: Day(number: last),
      orders: orderCount(lines) { isPurchase($0, before: end) }, days: days,
      spend: Money(tenThousandths: spend))
  }

  /// How many different orders some of a customer's lines belong to.
  func orderCount(_ lines: Range<Int>, where isMeant: (Int) -> Bool) -> Int {
    var (count, last, ascends) = (0, Int32.min, true)
    for i in lines where isMeant(i) && columns.order[i] != last {
      ascends = ascends && columns.order[i] > last
      (count, last) = (count + 1, columns.order[i])
    }
    // Orders that do not ascend with time may come back, and are then counted the slow way.
    guard !ascends else { return count }
    var orders = lines.filter(isMeant).map { columns.order[$0] }
    return distinctCount(&orders)
  }
}
