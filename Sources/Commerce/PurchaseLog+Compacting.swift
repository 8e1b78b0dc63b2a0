extension PurchaseLog {
  /// The same lines with the ids that no line uses left out, so that positions are dense again.
  ///
  /// Filters keep all ids and positions. What a model trains on should not carry products and customers
  /// of which every line was filtered away.
  ///
  /// - Complexity: O(n + ids) for n lines, unless leaving ids out changes the order of the rest.
  public func compacted() -> PurchaseLog {
    let customers = Self.used(self.customers, by: columns.customer)
    let products = Self.used(self.products, by: columns.product)
    var owner = [Int32](repeating: -2, count: orderIDs.count)
    var kept = columns
    for i in 0..<count {
      if kept.customer[i] >= 0 { kept.customer[i] = customers.map[Int(kept.customer[i])] }
      kept.product[i] = products.map[Int(kept.product[i])]
      owner[Int(kept.order[i])] = kept.customer[i]
    }
    let usedOrders = owner.indices.filter { owner[$0] > -2 }
    let ranks = Self.ranks(
      ofOrders: usedOrders.map { orderIDs[$0] }, customers: usedOrders.map { owner[$0] },
      customerCount: customers.index.count)
    var orderMap = [Int32](repeating: -1, count: orderIDs.count)
    var keptIDs = usedOrders.map { orderIDs[$0] }
    for (i, order) in usedOrders.enumerated() {
      orderMap[order] = ranks[i]
      keptIDs[Int(ranks[i])] = orderIDs[order]
    }
    for i in 0..<count { kept.order[i] = orderMap[Int(kept.order[i])] }
    return PurchaseLog(
      customers: customers.index, products: products.index, orderIDs: keptIDs, columns: kept)
  }

  /// The position each order takes when orders ascend by customer, then by id; anonymous ones come last.
  ///
  /// - Parameters:
  ///   - ids: The orders' ids.
  ///   - customers: The customer position of each order, −1 for anonymous ones.
  ///   - customerCount: How many customer positions there are.
  /// - Returns: A permutation of `0 ..< ids.count`.
  public static func ranks(
    ofOrders ids: [OrderID], customers: [Int32], customerCount: Int
  ) -> [Int32] {
    func group(_ order: Int) -> Int { customers[order] < 0 ? customerCount : Int(customers[order]) }
    var next = [Int](repeating: 0, count: customerCount + 2)
    for order in ids.indices { next[group(order) + 1] += 1 }
    for i in 0...customerCount { next[i + 1] += next[i] }
    let offsets = next
    var byCustomer = [Int32](repeating: 0, count: ids.count)
    for order in ids.indices {
      byCustomer[next[group(order)]] = Int32(order)
      next[group(order)] += 1
    }
    for i in 0...customerCount where offsets[i + 1] - offsets[i] > 1 {
      byCustomer[offsets[i]..<offsets[i + 1]].sort { ids[Int($0)].text < ids[Int($1)].text }
    }
    var ranks = [Int32](repeating: 0, count: ids.count)
    for (rank, order) in byCustomer.enumerated() { ranks[Int(order)] = Int32(rank) }
    return ranks
  }

  /// The ids that a column uses, and the new position of each old one.
  ///
  /// Ids are ordered anew: where the last id that is no number goes, the rest are ordered as numbers.
  private static func used<ID>(
    _ index: IDIndex<ID>, by column: [Int32]
  ) -> (index: IDIndex<ID>, map: [Int32]) {
    var isUsed = [Bool](repeating: false, count: index.count)
    for position in column where position >= 0 { isUsed[Int(position)] = true }
    let used = isUsed.indices.filter { isUsed[$0] }
    let kept = IDIndex(used.map { index[$0] })
    var map = [Int32](repeating: -1, count: index.count)
    for old in used { map[old] = kept.position(of: index[old]).map(Int32.init) ?? -1 }
    return (kept, map)
  }
}
