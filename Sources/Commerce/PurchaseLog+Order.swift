extension PurchaseLog.Columns {
  /// Puts the lines into the order a log keeps, in place where each customer's stand together already.
  ///
  /// - Complexity: O(n) for lines that are in order; for those whose customers ascend, the sorting of each
  ///   customer whose own lines are not; O(n log n) for any other.
  public mutating func putInLogOrder() {
    let customersAscend = (1..<max(1, count)).allSatisfy { group($0 - 1) <= group($0) }
    guard customersAscend else {
      self = picking((0..<count).sorted(by: precedes))
      return
    }
    var start = 0
    while start < count {
      var (end, isSorted) = (start + 1, true)
      while end < count, customer[end] == customer[start] {
        if precedes(end, end - 1) { isSorted = false }
        end += 1
      }
      if !isSorted { sort(start..<end) }
      start = end
    }
  }

  /// Sorts the lines of one customer.
  private mutating func sort(_ lines: Range<Int>) {
    let sorted = lines.sorted(by: precedes)
    product.replaceSubrange(lines, with: sorted.map { product[$0] })
    order.replaceSubrange(lines, with: sorted.map { order[$0] })
    time.replaceSubrange(lines, with: sorted.map { time[$0] })
    quantity.replaceSubrange(lines, with: sorted.map { quantity[$0] })
    amount.replaceSubrange(lines, with: sorted.map { amount[$0] })
  }

  /// The customer of a line; anonymous ones (−1) come last.
  private func group(_ line: Int) -> UInt32 { UInt32(bitPattern: customer[line]) }

  /// The lines at the given places, in the given order.
  func picking(_ lines: some Collection<Int>) -> Self {
    var picked = Self()
    picked.reserveCapacity(lines.count)
    for i in lines {
      picked.append(
        customer: customer[i], product: product[i], order: order[i], time: time[i],
        quantity: quantity[i], amount: amount[i])
    }
    return picked
  }

  /// Whether line a comes strictly before line b; anonymous lines (−1) come last.
  private func precedes(_ a: Int, _ b: Int) -> Bool {
    if group(a) != group(b) { return group(a) < group(b) }
    if time[a] != time[b] { return time[a] < time[b] }
    if order[a] != order[b] { return order[a] < order[b] }
    if product[a] != product[b] { return product[a] < product[b] }
    if quantity[a] != quantity[b] { return quantity[a] < quantity[b] }
    return amount[a] < amount[b]
  }
}
