public import Commerce

extension Workspace {
  /// Ranks products for one customer from what they have bought by now.
  ///
  /// Reads that customer's purchases and nobody else's. A customer who was never seen, or who does not want
  /// to be profiled (`personalise = no`), gets the popular list.
  ///
  /// - Parameters:
  ///   - customer: Whom to serve; need not exist.
  ///   - options: How many products, as of when, under which policies.
  /// - Returns: The list, with names and reasons.
  /// - Throws: `ModelError.noLiveModel`, `ModelFileError`.
  public func recommendations(
    for customer: CustomerID, options: RecommendationOptions = RecommendationOptions()
  ) throws -> CustomerRecommendations {
    let model = try servedModel(options.version)
    let day = try servingDay(options.asOf, model.version)
    let served = try servedCustomer(customer, asOf: day)
    let catalogue = try catalogue()
    try refuseUnknownCategories(options.eligibility, catalogue)
    let list = ServedList(model, served, asOf: day)
    return CustomerRecommendations(
      customer: customer, isKnown: served.hasBought, isPersonal: list.isPersonal, asOf: day,
      model: model.version, items: list.items(options, catalogue))
  }

  /// Ranks a number of products for one customer.
  ///
  /// - Throws: `ModelError.noLiveModel`, `ModelFileError`.
  public func recommendations(
    for customer: CustomerID, count: Int
  ) throws -> CustomerRecommendations {
    try recommendations(for: customer, options: RecommendationOptions(count: count))
  }
}
