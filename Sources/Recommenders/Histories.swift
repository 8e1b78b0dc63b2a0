public import Commerce

/// The purchases of customers to be served, in a model's own product positions.
public struct Histories: Sendable {
  /// Purchases whose product positions are the model's.
  public let log: PurchaseLog
  /// What else is known of the customers, for models that look at it.
  public let groups: CustomerGroups

  /// Translates a log into a model's products; lines of products the model does not know are left out.
  ///
  /// Returns take back what they return, as they do in training.
  public init(
    _ log: PurchaseLog, for products: IDIndex<ProductID>, groups: CustomerGroups = CustomerGroups()
  ) {
    self.groups = groups
    self.log = log.withoutReturns().reindexed(to: products)
  }

  /// The customers, by position.
  public var customers: IDIndex<CustomerID> { log.customers }
}
