public import Commerce

/// Which orders of a log become baskets.
public struct BasketSelection: Sendable {
  /// Only orders on or after this day.
  public var from: Day?
  /// Only orders on or before this day.
  public var through: Day?
  /// Only orders of these customers, such as one segment; `nil` takes everybody, anonymous orders included.
  public var customers: Set<CustomerID>?
  /// Orders with more distinct products are bulk purchases: counted and left out.
  public var maximumSize: Int?

  /// Selects every order unless told otherwise.
  public init(
    from: Day? = nil, through: Day? = nil, customers: Set<CustomerID>? = nil,
    maximumSize: Int? = nil
  ) {
    self.from = from
    self.through = through
    self.customers = customers
    self.maximumSize = maximumSize
  }
}

extension Baskets {
  /// Makes one basket of each order: its distinct products with a positive quantity.
  ///
  /// Returned lines (negative quantities) are not part of a basket; orders that consist of returns alone make
  /// none. An order belongs to the day of its first selected line.
  ///
  /// - Parameters:
  ///   - log: The purchases; settle returns first to leave out what came back.
  ///   - selection: Which orders to take.
  /// - Complexity: O(n log b) for n lines in baskets of b products.
  public init(_ log: PurchaseLog, selection: BasketSelection = .init()) {
    let orders = log.linesByOrder()
    let wanted = selection.customers.map { ids in log.customers.ids.map(ids.contains) }
    var rows = BasketRows()
    rows.maximumSize = selection.maximumSize ?? .max
    var row: [Int32] = []
    for order in log.orderIDs.indices {
      row.removeAll(keepingCapacity: true)
      for line in orders[order] {
        let line = Int(line)
        guard log.columns.quantity[line] > 0, selection.includes(line, of: log, wanted: wanted)
        else { continue }
        row.append(log.columns.product[line])
      }
      if !row.isEmpty { rows.append(unsorted: row) }
    }
    self = rows.baskets(items: ItemIndex(log.products))
  }
}

extension BasketSelection {
  fileprivate func includes(_ line: Int, of log: PurchaseLog, wanted: [Bool]?) -> Bool {
    if let wanted {
      let customer = Int(log.columns.customer[line])
      guard customer >= 0, wanted[customer] else { return false }
    }
    guard from != nil || through != nil else { return true }
    let day = log.day(ofLine: line)
    if let from, day < from { return false }
    if let through, day > through { return false }
    return true
  }
}
