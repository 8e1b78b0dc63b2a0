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
  public func productNames() throws -> [String: String] { try catalogue().namesByText }

  /// What sells together in the workspace.
  ///
  /// - Parameters:
  ///   - request: What to look for.
  ///   - asOf: The day that is today; the day of the newest purchase where none is given.
  ///   - selection: Which orders to take.
  ///   - holdOut: Rules are found in the orders up to this day and measured again in the later ones.
  ///   - output: A CSV file for the whole list.
  /// - Returns: What was found, with the first rules of the list.
  /// - Throws: `WorkspaceError`, `MiningError`, `RuleError` and `BasketFileError`.
  public func rules(
    _ request: RuleRequest, asOf: Day? = nil, _ selection: BasketSelection = .init(),
    holdingOutAfter holdOut: Day? = nil, writingTo output: String? = nil
  ) throws -> RuleReport {
    let log = try analysisLog(asOf: asOf)
    let catalogue = try catalogue()
    for level in request.levels {
      guard log.products.ids.contains(where: { level.group(of: catalogue[$0]) != nil }) else {
        throw RuleError.noGroups(level)
      }
    }
    var (older, newer) = (selection, selection)
    if let holdOut {
      older.through = [selection.through, holdOut].compactMap(\.self).min()
      newer.from = [selection.from, holdOut.advanced(by: 1)].compactMap(\.self).max()
    }
    var material = try RuleMaterial(log, older, levels: request.levels, catalogue: catalogue)
    if let holdOut {
      let later = PricedBaskets(log, selection: newer, catalogue: catalogue)
      guard later.baskets.count > 0 else {
        throw RuleError.nothingHeldOut(after: holdOut, newest: log.lastDay ?? holdOut)
      }
      material.newer =
        request.levels.isEmpty
        ? later.baskets
        : LevelledBaskets(later, levels: request.levels, catalogue: catalogue).priced.baskets
    }
    return try RuleReport(of: material, request, writingTo: output)
  }
}

extension RuleMaterial {
  /// The orders of a log, with what was paid and with the levels that were asked for.
  ///
  /// - Throws: `RuleError.emptyWindow` where no order is on the wanted days.
  init(
    _ log: PurchaseLog, _ selection: BasketSelection, levels wanted: [GoodsLevel],
    catalogue: Catalogue
  ) throws {
    let priced = try PricedBaskets(in: log, selection, catalogue)
    self.init(priced.baskets, names: catalogue.namesByText)
    self.priced = priced
    self.catalogue = catalogue
    if !wanted.isEmpty {
      let levelled = LevelledBaskets(priced, levels: wanted, catalogue: catalogue)
      baskets = levelled.priced.baskets
      self.priced = levelled.priced
      names.merge(levelled.names) { own, _ in own }
      levels = levelled
    }
  }
}

extension PricedBaskets {
  /// The orders of a log on the wanted days.
  ///
  /// - Throws: `RuleError.emptyWindow` where there is none.
  init(in log: PurchaseLog, _ selection: BasketSelection, _ catalogue: Catalogue) throws {
    self.init(log, selection: selection, catalogue: catalogue)
    let days = (0..<log.count).lazy.map { log.columns.time[$0] }
    guard baskets.count == 0, let first = days.min(), let newest = log.lastDay,
      selection.from != nil || selection.through != nil
    else { return }
    throw RuleError.emptyWindow(
      from: selection.from, through: selection.through, first: Timestamp(seconds: first).day,
      newest: newest)
  }
}

extension Catalogue {
  /// What products are called, by the text of their ids.
  var namesByText: [String: String] {
    Dictionary(uniqueKeysWithValues: ids.map { ($0.text, name(of: $0)) })
  }
}
