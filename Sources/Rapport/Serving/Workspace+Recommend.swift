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
    let desk = try servingDesks.desk(self, options)
    let served = try servedCustomer(customer, asOf: desk.day, without: desk.services.contains)
    let list = ServedList(desk.model, served, asOf: desk.day)
    let groups = list.isPersonal ? [] : served.groups(adding: options.known)
    let maker = list.isPersonal ? desk.personal : desk.popular(for: groups)
    let heard = desk.model.newcomers?.known(groups) ?? []
    let said = list.isPersonal ? [] : options.known.map { "\($0.key)=\($0.value)" }.sorted()
    return CustomerRecommendations(
      customer: customer, isKnown: served.hasBought, isPersonal: list.isPersonal, asOf: desk.day,
      model: desk.model.version, items: list.items(options, maker, desk.catalogue),
      groups: heard, unknownFacts: said.filter { !heard.contains($0) })
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
