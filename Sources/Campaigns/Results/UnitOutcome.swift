public import Commerce

/// What one unit of a campaign did in the response window.
public struct UnitOutcome: Sendable, Equatable {
  /// The household, else the customer.
  public let unit: String
  /// Its arm, as it was drawn; what was then really sent plays no part.
  public let arm: Arm
  /// How many orders its members made.
  public let orders: Int
  /// What they spent and kept.
  public let revenue: Money

  /// Records an outcome.
  public init(unit: String, arm: Arm, orders: Int, revenue: Money) {
    self.unit = unit
    self.arm = arm
    self.orders = orders
    self.revenue = revenue
  }

  /// Whether anybody of the unit bought.
  public var bought: Bool { orders > 0 }
}

extension UnitOutcome {
  /// Sums the purchases of each unit's members within a window.
  ///
  /// Whole units are compared, so members of one household never count as independent people: that is what
  /// makes the intervals robust to households.
  ///
  /// - Parameters:
  ///   - units: The treated and the control units with their arms.
  ///   - members: Everybody of the audience with their unit, those left out for their household included: a
  ///     letter to one of them may change what another one buys.
  ///   - log: Purchases with returns settled.
  ///   - start: The day of the campaign; purchases count from the day after.
  ///   - windowDays: For how many days they count.
  /// - Returns: One outcome a unit, in the order of `units`.
  /// - Complexity: O(n) for the lines of the members.
  public static func outcomes(
    of units: [(unit: String, arm: Arm)], members: [(customer: CustomerID, unit: String)],
    log: PurchaseLog, after start: Day, windowDays: Int
  ) -> [UnitOutcome] {
    let from = Timestamp(start.advanced(by: 1)).seconds
    let end = Timestamp(start.advanced(by: windowDays + 1)).seconds
    var sums: [String: (orders: Int, revenue: Int64)] = [:]
    for (customer, unit) in members {
      guard let position = log.customers.position(of: customer) else { continue }
      var orders: Set<Int32> = []
      var revenue: Int64 = 0
      for i in log.lines(ofCustomer: position)
      where log.columns.time[i] >= from && log.columns.time[i] < end && log.columns.quantity[i] > 0
      {
        orders.insert(log.columns.order[i])
        revenue += log.columns.amount[i]
      }
      let known = sums[unit] ?? (0, 0)
      sums[unit] = (known.orders + orders.count, known.revenue + revenue)
    }
    return units.map { unit, arm in
      let sum = sums[unit] ?? (0, 0)
      return UnitOutcome(
        unit: unit, arm: arm, orders: sum.orders, revenue: Money(tenThousandths: sum.revenue))
    }
  }
}
