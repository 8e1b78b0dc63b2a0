public import BasketAnalysis
public import Commerce

extension Workspace {
  /// The orders of the workspace as baskets: what was kept of each, returns settled and services left out.
  ///
  /// - Parameters:
  ///   - asOf: The day that is today; the day of the newest purchase where none is given.
  ///   - selection: Which orders to take.
  /// - Returns: One basket for each order.
  /// - Throws: `WorkspaceError` where there are no purchases.
  public func baskets(asOf: Day? = nil, _ selection: BasketSelection = .init()) throws -> Baskets {
    Baskets(try analysisLog(asOf: asOf), selection: selection)
  }

  /// What the workspace's products are called, by id.
  ///
  /// - Throws: `WorkspaceError` where the store cannot be read.
  public func productNames() throws -> [String: String] {
    let catalogue = try catalogue()
    return Dictionary(
      uniqueKeysWithValues: catalogue.ids.map { ($0.text, catalogue.name(of: $0)) })
  }

  /// What sells together in the workspace.
  ///
  /// - Parameters:
  ///   - request: What to look for.
  ///   - asOf: The day that is today; the day of the newest purchase where none is given.
  ///   - selection: Which orders to take.
  ///   - output: A CSV file for the whole list.
  /// - Returns: What was found, with the first rules of the list.
  /// - Throws: `WorkspaceError`, `MiningError` and `BasketFileError`.
  public func rules(
    _ request: RuleRequest, asOf: Day? = nil, _ selection: BasketSelection = .init(),
    writingTo output: String? = nil
  ) throws -> RuleReport {
    try RuleReport(
      of: baskets(asOf: asOf, selection), request, names: productNames(), writingTo: output)
  }
}
