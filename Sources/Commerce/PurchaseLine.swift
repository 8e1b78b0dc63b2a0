/// One line of a receipt, as the outside world names things.
///
/// The library's way in for those who hold purchases in memory; files go through import.
public struct PurchaseLine: Hashable, Sendable {
  /// Who bought, or `nil` for an anonymous basket.
  public var customer: CustomerID?
  /// What was bought.
  public var product: ProductID
  /// The receipt it stands on.
  ///
  /// Orders of different customers are different even under one id.
  public var order: OrderID
  /// When.
  public var time: Timestamp
  /// How many (or how much, by weight); negative for a return.
  public var quantity: Double
  /// What the line cost in all; negative for a return.
  public var amount: Money

  /// Makes a line.
  ///
  /// Without an order, lines of one customer and day are one order.
  public init(
    customer: CustomerID?, product: ProductID, order: OrderID? = nil, time: Timestamp,
    quantity: Double = 1, amount: Money = .zero
  ) {
    self.customer = customer
    self.product = product
    self.order = order ?? OrderID(time.day.description)
    self.time = time
    self.quantity = quantity
    self.amount = amount
  }
}
