public import Commerce

/// The purchases of customers to be served, in a model's own product positions.
public struct Histories: Sendable {
  /// Purchases whose product positions are the model's.
  public let log: PurchaseLog

  /// Translates a log into a model's products; lines of products the model does not know are left out.
  ///
  /// Returns take back what they return, as they do in training.
  public init(_ log: PurchaseLog, for products: IDIndex<ProductID>) {
    self.log = log.withoutReturns().reindexed(to: products)
  }

  /// The customers, by position.
  public var customers: IDIndex<CustomerID> { log.customers }
}
