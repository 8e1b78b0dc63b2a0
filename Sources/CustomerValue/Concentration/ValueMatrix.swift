import Commerce

/// The quadrants of the customer value matrix: how often against how much a time (Marcus 1998).
public enum ValueMatrix: String, CaseIterable, Codable, Sendable {
  /// Often and for much: keep.
  case best
  /// Often and for little: sell more a time.
  case frequent
  /// Seldom and for much: bring back more often.
  case spender
  /// Seldom and for little: spend little on.
  case uncertain

  /// The quadrant of a customer against the means of all.
  public init(orders: Double, averageOrder: Double, meanOrders: Double, meanOrder: Double) {
    switch (orders > meanOrders, averageOrder > meanOrder) {
    case (true, true): self = .best
    case (true, false): self = .frequent
    case (false, true): self = .spender
    case (false, false): self = .uncertain
    }
  }
}

/// The customer value matrix of a shop: its quadrants with what they hold.
public struct ValueMatrixTable: Sendable, Equatable {
  /// What one quadrant holds.
  public struct Quadrant: Sendable, Equatable {
    /// Which.
    public let name: ValueMatrix
    /// How many customers.
    public let customers: Int
    /// What they spent, in units of the currency.
    public let revenue: Double
    /// Their mean number of orders.
    public let orders: Double
    /// The mean of their average orders, in units of the currency.
    public let averageOrder: Double
  }

  /// The cut between seldom and often: the mean number of orders.
  public let meanOrders: Double
  /// The cut between little and much: the mean of the customers' average orders.
  public let meanOrder: Double
  /// All four quadrants, in their order.
  public let quadrants: [Quadrant]

  /// Counts the quadrants of some profiles.
  public init(_ profiles: some Collection<CustomerProfile>) {
    var sums = [ValueMatrix: (customers: Int, revenue: Double, orders: Double, order: Double)]()
    for profile in profiles {
      var sum = sums[profile.matrix] ?? (0, 0, 0, 0)
      sum.customers += 1
      sum.revenue += profile.monetary.value
      sum.orders += Double(profile.frequency)
      sum.order += profile.summary.averageOrder
      sums[profile.matrix] = sum
    }
    let all = ValueMatrix.allCases.map { sums[$0] ?? (0, 0, 0, 0) }
    let count = Double(max(1, profiles.count))
    meanOrders = all.reduce(0) { $0 + $1.orders } / count
    meanOrder = all.reduce(0) { $0 + $1.order } / count
    quadrants = zip(ValueMatrix.allCases, all).map { name, sum in
      Quadrant(
        name: name, customers: sum.customers, revenue: sum.revenue,
        orders: sum.orders / Double(max(1, sum.customers)),
        averageOrder: sum.order / Double(max(1, sum.customers)))
    }
  }
}
