public import Commerce

/// A model that can say why it recommends a product to a customer.
public protocol ExplainingModel: RecommenderModel {
  /// The strongest reasons first, at most `count`.
  ///
  /// - Parameters:
  ///   - product: A product position of the model.
  ///   - customer: A customer position of the histories.
  ///   - histories: Purchases in this model's product positions.
  ///   - asOf: The day that is today.
  ///   - count: How many reasons at most.
  /// - Returns: Never empty for `count` above 0: where nothing personal speaks for the product, its
  ///   popularity does.
  func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason]

  /// The reasons for each of several products of one customer, in their order.
  ///
  /// The same as asking for each alone, for less: what depends on the customer only is done once.
  func reasons(
    for products: [Int], customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [[Reason]]
}

extension ExplainingModel {
  /// Asks for one product after the other.
  public func reasons(
    for products: [Int], customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [[Reason]] {
    products.map {
      reasons(for: $0, customer: customer, in: histories, asOf: asOf, count: count)
    }
  }
}

extension Histories {
  /// The day on which a customer last bought a product, or `nil`.
  func lastPurchase(of product: Int, by customer: Int) -> Day? {
    log.lines(ofCustomer: customer).last { Int(log.columns.product[$0]) == product }
      .map(log.day(ofLine:))
  }
}
