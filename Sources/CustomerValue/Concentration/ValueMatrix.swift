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
  public init(_ profiles: [CustomerProfile]) {
    func mean(_ members: [CustomerProfile], _ value: (CustomerProfile) -> Double) -> Double {
      members.reduce(0) { $0 + value($1) } / Double(max(1, members.count))
    }
    meanOrders = mean(profiles) { Double($0.frequency) }
    meanOrder = mean(profiles, \.summary.averageOrder)
    quadrants = ValueMatrix.allCases.map { name in
      let members = profiles.filter { $0.matrix == name }
      return Quadrant(
        name: name, customers: members.count,
        revenue: members.reduce(0) { $0 + $1.monetary.value },
        orders: mean(members) { Double($0.frequency) },
        averageOrder: mean(members, \.summary.averageOrder))
    }
  }
}
