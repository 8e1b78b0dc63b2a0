public import Commerce

/// What a contact would say to a customer, and what it would bring.
public struct OfferScore: Sendable, Equatable {
  /// One product of a contact.
  public struct Product: Sendable, Equatable {
    /// The product.
    public let product: ProductID
    /// Its name, or the id where it has none.
    public let name: String
    /// Why it is offered, in a sentence.
    public let reason: String

    /// Describes a product of a contact.
    public init(product: ProductID, name: String, reason: String) {
      self.product = product
      self.name = name
      self.reason = reason
    }
  }

  /// The calibrated probability that the customer buys an offered product within the window.
  public let probability: Double
  /// What an order of the customer is expected to be worth, in units of the currency.
  public let orderValue: Double
  /// How often the customer bought anything in a span as long as the response window, where known.
  public let usualPurchase: Double?
  /// What is offered, best first.
  public let products: [Product]

  /// Describes a contact.
  public init(
    probability: Double, orderValue: Double, usualPurchase: Double? = nil, products: [Product]
  ) {
    self.probability = probability
    self.orderValue = orderValue
    self.usualPurchase = usualPurchase
    self.products = products
  }

  /// The expected profit of a contact: p·m·v − c.
  ///
  /// p is the probability of a purchase, m the margin, v the value of an order, c the cost of a contact.
  /// The purchase may have happened without the contact, so this is a ranking and a ceiling, not the
  /// contact's effect; the control group measures that.
  public func expectedProfit(margin: Double, cost: Money) -> Double {
    probability * margin * orderValue - cost.value
  }
}
