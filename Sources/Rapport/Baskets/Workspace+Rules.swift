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
  ///   - holdOut: Rules are found in the orders up to this day and measured again in the later ones.
  ///   - output: A CSV file for the whole list.
  /// - Returns: What was found, with the first rules of the list.
  /// - Throws: `WorkspaceError`, `MiningError` and `BasketFileError`.
  public func rules(
    _ request: RuleRequest, asOf: Day? = nil, _ selection: BasketSelection = .init(),
    holdingOutAfter holdOut: Day? = nil, writingTo output: String? = nil
  ) throws -> RuleReport {
    let log = try analysisLog(asOf: asOf)
    var (older, newer) = (selection, selection)
    if let holdOut {
      older.through = holdOut
      newer.from = holdOut.advanced(by: 1)
    }
    return try RuleReport(
      of: Baskets(log, selection: older), request, names: productNames(),
      holdingOut: holdOut == nil ? nil : Baskets(log, selection: newer), writingTo: output)
  }
}
