/// What serving a customer costs, beside the goods.
public struct CostToServe: Sendable, Equatable, Codable {
  /// The share of revenue that is left after the goods are paid, 0 to 1, before discounts.
  public var margin = 1.0
  /// What handling an order costs.
  public var perOrder = 0.0
  /// What taking back a returned line costs.
  public var perReturn = 0.0
  /// What a letter or call costs.
  public var perContact = 0.0

  /// No costs: value is revenue.
  public init() {}

  /// What a customer caused in the last year.
  public struct Causes: Sendable, Equatable {
    /// Orders.
    public var orders: Int
    /// Lines returned.
    public var returns: Int
    /// Letters, mails and calls.
    public var contacts: Int
    /// Discounts granted, in units of the currency.
    public var discounts: Double
    /// What the goods cost the shop, where it is known.
    public var goods = 0.0
    /// The spend on the goods whose cost is known.
    public var spendOnThem = 0.0

    /// Counts what caused costs.
    public init(orders: Int, returns: Int = 0, contacts: Int = 0, discounts: Double = 0) {
      self.orders = orders
      self.returns = returns
      self.contacts = contacts
      self.discounts = discounts
    }
  }

  /// The cost of serving a customer, in units of the currency.
  ///
  /// A discount has lowered the spend already. What it costs beside that are the goods, which were paid for
  /// at the full price: (1 − margin) of it, nothing where the goods' own cost is known.
  public func cost(of causes: Causes) -> Double {
    perOrder * Double(causes.orders) + perReturn * Double(causes.returns)
      + perContact * Double(causes.contacts)
      + (causes.spendOnThem > 0 ? 0 : causes.discounts * (1 - margin))
  }

  /// The share of a customer's spend that is left after the goods.
  ///
  /// What is known of the goods' cost counts, the margin stands for the rest.
  public func margin(of causes: Causes, spend: Double) -> Double {
    guard causes.spendOnThem > 0, spend > 0 else { return margin }
    let rest = max(0, spend - causes.spendOnThem)
    return (margin * rest + causes.spendOnThem - causes.goods) / max(spend, causes.spendOnThem)
  }
}
