extension PurchaseLog {
  /// Numbers the ids of lines held in memory and makes their log.
  public init(_ lines: some Collection<PurchaseLine>) {
    let customers = IDIndex(lines.compactMap(\.customer))
    let products = IDIndex(lines.map(\.product))
    func key(_ line: PurchaseLine) -> OrderKey {
      let position = line.customer.flatMap { customers.position(of: $0) }
      return OrderKey(customer: position ?? Int.max, order: line.order.text)
    }
    let keys = Set(lines.map(key)).sorted()
    let orders = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, Int32($0)) })
    var columns = Columns()
    columns.reserveCapacity(lines.count)
    for line in lines {
      guard let product = products.position(of: line.product), let order = orders[key(line)]
      else { continue }
      let customer = line.customer.flatMap { customers.position(of: $0) } ?? -1
      columns.append(
        customer: Int32(customer), product: Int32(product), order: order,
        time: line.time.seconds, quantity: Float(line.quantity),
        amount: line.amount.tenThousandths)
    }
    self.init(
      customers: customers, products: products, orderIDs: keys.map { OrderID($0.order) },
      columns: columns)
  }

  /// What makes an order one: its customer, and its id within that customer.
  private struct OrderKey: Hashable, Comparable {
    let customer: Int
    let order: String

    static func < (a: Self, b: Self) -> Bool {
      a.customer != b.customer ? a.customer < b.customer : a.order < b.order
    }
  }
}
