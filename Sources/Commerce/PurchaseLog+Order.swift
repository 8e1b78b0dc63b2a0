extension PurchaseLog.Columns {
  /// The same lines in the order a log keeps them.
  func inLogOrder() -> Self {
    let isSorted = (1..<max(1, count)).allSatisfy { !precedes($0, $0 - 1) }
    guard !isSorted else { return self }
    return picking((0..<count).sorted(by: precedes))
  }

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
    let (customerA, customerB) = (
      UInt32(bitPattern: customer[a]), UInt32(bitPattern: customer[b])
    )
    if customerA != customerB { return customerA < customerB }
    if time[a] != time[b] { return time[a] < time[b] }
    if order[a] != order[b] { return order[a] < order[b] }
    if product[a] != product[b] { return product[a] < product[b] }
    if quantity[a] != quantity[b] { return quantity[a] < quantity[b] }
    return amount[a] < amount[b]
  }
}
