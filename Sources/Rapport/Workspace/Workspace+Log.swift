public import Commerce
import GRDB

extension Workspace {
  /// Every line that was imported, returns and service codes included.
  ///
  /// - Complexity: O(n log m) for n lines, m of them of one customer.
  /// - Throws: `WorkspaceError` where the store cannot be read.
  public func purchaseLog() throws -> PurchaseLog {
    try store.read { try PurchaseLogReader.read($0) }
  }

  /// The purchases that analyses and models start from, as they were known on a day.
  ///
  /// Lines up to and including the day; products that are services (postage, bank charges) left out;
  /// returns settled against the purchases they take back; customers and products without any line left
  /// are not in the log.
  ///
  /// - Parameters:
  ///   - asOf: The day that is today; the day of the newest line where none is given.
  ///   - excluding: A pattern of product codes to leave out; the workspace's own where none is given.
  ///     See `ProductPattern`.
  /// - Returns: Purchases only; every quantity is positive.
  /// - Throws: `WorkspaceError.empty` without any purchase, `.noPurchasesUntil` for a day before the first
  ///   one, `.everythingExcluded` where the pattern leaves nothing, `ProductPattern.Problem`.
  public func analysisLog(asOf: Day? = nil, excluding: String? = nil) throws -> PurchaseLog {
    try analysisLog(of: try purchaseLog(), asOf: asOf, excluding: excluding)
  }

  /// The same from all lines that were read already.
  func analysisLog(
    of log: PurchaseLog, asOf: Day? = nil, excluding: String? = nil
  ) throws -> PurchaseLog {
    let known = try known(log, through: asOf)
    let pattern = try (excluding ?? excludedProducts()).map(ProductPattern.init)
    let isService = known.products.ids.map { pattern?.matches($0.text) ?? false }
    let kept = known.filter { !isService[Int(known.columns.product[$0])] }
    let settled = kept.settlingReturns().log.compacted()
    guard settled.count > 0 else {
      throw WorkspaceError.everythingExcluded(pattern: pattern?.text ?? "")
    }
    return settled
  }

  /// Every line up to and including a day; there is at least one.
  func purchaseLog(through day: Day?) throws -> PurchaseLog {
    try known(try purchaseLog(), through: day)
  }

  private func known(_ log: PurchaseLog, through day: Day?) throws -> PurchaseLog {
    guard let first = log.firstDay else { throw WorkspaceError.empty(path: store.path) }
    guard let day else { return log }
    let known = log.through(day)
    guard known.count > 0 else { throw WorkspaceError.noPurchasesUntil(day: day, first: first) }
    return known
  }

  /// The day of the newest line: "today" for every task that is not told another day.
  ///
  /// - Throws: `WorkspaceError.empty` where there are no purchases.
  public func lastPurchaseDay() throws -> Day {
    let newest = try store.read {
      try Int64.fetchOne($0, sql: "SELECT max(time) FROM purchases")
    }
    guard let newest else { throw WorkspaceError.empty(path: store.path) }
    return Timestamp(seconds: newest).day
  }

  /// The pattern of product codes that analyses leave out, or `nil`.
  public func excludedProducts() throws -> String? {
    try store.read { try Store.setting("excluded-products", in: $0) }
  }
}

extension PurchaseLog {
  /// The day of the oldest line.
  fileprivate var firstDay: Day? { columns.time.min().map { Timestamp(seconds: $0).day } }
}
