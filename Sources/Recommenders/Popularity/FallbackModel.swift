import Commerce

/// A model that can serve customers of whom it knows nothing: they get the popular list.
public protocol FallbackModel: RecommenderModel {
  /// How often each product is bought.
  var popularity: PopularityTable { get }
}

extension FallbackModel {
  /// Whether the model knows any product the customer has bought; if not, its answer is the popular list.
  public func knows(customer: Int, in histories: Histories) -> Bool {
    !histories.log.lines(ofCustomer: customer).isEmpty
  }
}
