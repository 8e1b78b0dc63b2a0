/// What serving a customer costs, beside the goods.
public struct CostToServe: Sendable, Equatable, Codable {
  /// The share of revenue that is left after the goods are paid, 0 to 1.
  public var margin = 1.0
  /// What handling an order costs.
  public var perOrder = 0.0
  /// What taking back a return costs.
  public var perReturn = 0.0
  /// What a letter or call costs.
  public var perContact = 0.0

  /// No costs: value is revenue.
  public init() {}

  /// How often a customer caused costs in the last year.
  public struct Causes: Sendable, Equatable {
    /// Orders.
    public var orders: Int
    /// Lines returned.
    public var returns: Int
    /// Letters, mails and calls.
    public var contacts: Int
    /// Discounts granted, in units of the currency.
    public var discounts: Double

    /// Counts what caused costs.
    public init(orders: Int, returns: Int = 0, contacts: Int = 0, discounts: Double = 0) {
      self.orders = orders
      self.returns = returns
      self.contacts = contacts
      self.discounts = discounts
    }
  }

  /// The cost of serving a customer, in units of the currency.
  public func cost(of causes: Causes) -> Double {
    perOrder * Double(causes.orders) + perReturn * Double(causes.returns)
      + perContact * Double(causes.contacts) + causes.discounts
  }
}
