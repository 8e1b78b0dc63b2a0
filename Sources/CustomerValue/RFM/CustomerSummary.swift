public import Commerce

/// What one customer has done by a day: when first, when last, how often, for how much.
///
/// Everything that RFM needs, and the first half of what the probability models need.
public struct CustomerSummary: Sendable, Equatable {
  /// The customer's position in the log the summary was made from.
  public let customer: Int
  /// The day of the first purchase.
  public let firstDay: Day
  /// The day of the newest purchase.
  public let lastDay: Day
  /// How many different orders.
  public let orders: Int
  /// On how many different days the customer bought.
  public let days: Int
  /// What was spent and kept, returns taken back.
  public let spend: Money

  /// Puts a summary together.
  public init(
    customer: Int, firstDay: Day, lastDay: Day, orders: Int, days: Int, spend: Money
  ) {
    self.customer = customer
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.orders = orders
    self.days = days
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
  /// - Complexity: O(n) for n lines, plus sorting each customer's orders.
  public func customerSummaries(asOf day: Day) -> [CustomerSummary] {
    let end = Timestamp(day.advanced(by: 1)).seconds
    var summaries: [CustomerSummary] = []
    summaries.reserveCapacity(customers.count)
    var orders: [Int32] = []
    for customer in 0..<customers.count {
      if let summary = summary(ofCustomer: customer, before: end, orders: &orders) {
        summaries.append(summary)
      }
    }
    return summaries
  }

  private func summary(
    ofCustomer customer: Int, before end: Int64, orders: inout [Int32]
  ) -> CustomerSummary? {
    orders.removeAll(keepingCapacity: true)
    var (spend, days, first, last) = (Int64(0), 0, Day?.none, Day?.none)
    for i in lines(ofCustomer: customer) where columns.time[i] < end && columns.quantity[i] > 0 {
      let day = day(ofLine: i)
      if first == nil { first = day }
      if last != day { days += 1 }
      last = day
      spend += columns.amount[i]
      if orders.last != columns.order[i] { orders.append(columns.order[i]) }
    }
    guard let first, let last else { return nil }
    return CustomerSummary(
      customer: customer, firstDay: first, lastDay: last, orders: Set(orders).count, days: days,
      spend: Money(tenThousandths: spend))
  }
}
