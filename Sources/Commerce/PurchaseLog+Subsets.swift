extension PurchaseLog {
  /// The lines that a condition on the line number keeps, with the same ids and positions.
  public func filter(_ isKept: (Int) -> Bool) -> PurchaseLog {
    PurchaseLog(
      customers: customers, products: products, orderIDs: orderIDs,
      columns: columns.picking((0..<count).filter(isKept)))
  }

  /// What was known at the end of a day: the lines of that day and all before.
  public func through(_ day: Day) -> PurchaseLog {
    let end = Timestamp(day.advanced(by: 1)).seconds
    return filter { columns.time[$0] < end }
  }

  /// The lines after a day, up to and including the last day given.
  public func after(_ day: Day, through last: Day? = nil) -> PurchaseLog {
    let start = Timestamp(day.advanced(by: 1)).seconds
    let end = last.map { Timestamp($0.advanced(by: 1)).seconds } ?? .max
    return filter { columns.time[$0] >= start && columns.time[$0] < end }
  }

  /// The lines of some customers, numbered anew in the given order of positions.
  ///
  /// A single known customer is `selecting([position])`: the block of one that every model serves.
  /// The positions must ascend.
  public func selecting(_ positions: [Int]) -> PurchaseLog {
    let ids = positions.map { customers[$0] }
    var picked = columns.picking(positions.flatMap { Array(lines(ofCustomer: $0)) })
    var next = 0
    for (new, old) in positions.enumerated() {
      for _ in lines(ofCustomer: old) {
        picked.customer[next] = Int32(new)
        next += 1
      }
    }
    return PurchaseLog(
      customers: IDIndex(ascending: ids), products: products, orderIDs: orderIDs, columns: picked)
  }

  /// The same purchases in the product positions of another catalogue.
  ///
  /// Lines of products that the other catalogue does not have are left out, which is what makes unknown
  /// products change nothing in a model's answer.
  public func reindexed(to other: IDIndex<ProductID>) -> PurchaseLog {
    guard other != products else { return self }
    let map = products.ids.map { id in other.position(of: id).map(Int32.init) ?? -1 }
    var kept = columns.picking((0..<count).filter { map[Int(columns.product[$0])] >= 0 })
    for i in 0..<kept.count { kept.product[i] = map[Int(kept.product[i])] }
    return PurchaseLog(customers: customers, products: other, orderIDs: orderIDs, columns: kept)
  }
}
