extension PurchaseLog {
  /// A log in which returns have taken back what they return.
  public struct Settled: Sendable {
    /// Purchases with the quantity and amount that were kept; all quantities positive.
    public let log: PurchaseLog
    /// Return lines that took something back.
    public let matchedReturns: Int
    /// Return lines of named customers for which some quantity found no purchase.
    public let unmatchedReturns: Int
    /// Return lines without a customer, which cannot be matched.
    public let anonymousReturns: Int
  }

  /// Takes returns back from the latest earlier purchases of the same customer and product.
  ///
  /// A return of quantity q walks backwards through the customer's purchases of that product until q is
  /// used up; a purchase keeps the amount in proportion to the quantity it keeps. Purchases that are
  /// wholly returned vanish. Anonymous returns are counted and ignored.
  ///
  /// - Complexity: O(n) for n lines, plus the matched pairs.
  public func settlingReturns() -> Settled {
    var kept = columns.quantity
    var (matched, unmatched, anonymous) = (0, 0, 0)
    var open: [Int32: [Int]] = [:]
    for customer in 0..<customers.count {
      open.removeAll(keepingCapacity: true)
      for i in lines(ofCustomer: customer) {
        let product = columns.product[i]
        guard columns.quantity[i] < 0 else {
          open[product, default: []].append(i)
          continue
        }
        let before = -columns.quantity[i]
        let rest = Self.takeBack(before, from: &open[product, default: []], kept: &kept)
        if rest < before { matched += 1 }
        if rest > 0 { unmatched += 1 }
      }
    }
    for i in anonymousLines where columns.quantity[i] < 0 { anonymous += 1 }
    return Settled(
      log: keeping(kept), matchedReturns: matched, unmatchedReturns: unmatched,
      anonymousReturns: anonymous)
  }

  private static func takeBack(
    _ quantity: Float, from open: inout [Int], kept: inout [Float]
  ) -> Float {
    var rest = quantity
    while rest > 0, let last = open.last {
      let taken = min(rest, kept[last])
      kept[last] -= taken
      rest -= taken
      if kept[last] <= 0 { open.removeLast() }
    }
    return rest
  }

  private func keeping(_ kept: [Float]) -> PurchaseLog {
    var result = columns
    for i in 0..<count where kept[i] != columns.quantity[i] && columns.quantity[i] > 0 {
      let share = Double(kept[i]) / Double(columns.quantity[i])
      result.quantity[i] = kept[i]
      result.amount[i] = Int64((Double(columns.amount[i]) * share).rounded())
    }
    return PurchaseLog(
      customers: customers, products: products, orderIDs: orderIDs,
      columns: result.picking((0..<count).filter { columns.quantity[$0] > 0 && kept[$0] > 0 }))
  }
}
