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
