extension PurchaseLog {
  /// Numbers the ids of lines held in memory and makes their log.
  ///
  /// - Complexity: O(n) for n lines, and the sorting of the distinct ids.
  public init(_ lines: some Collection<PurchaseLine>) {
    var customers = Numbering<CustomerID>()
    var products = Numbering<ProductID>()
    var orders = Numbering<OrderKey>()
    var columns = Columns()
    columns.reserveCapacity(lines.count)
    for line in lines {
      let customer = line.customer.map { customers.number(of: $0) } ?? -1
      columns.append(
        customer: customer, product: products.number(of: line.product),
        order: orders.number(of: OrderKey(customer: customer, order: line.order)),
        time: line.time.seconds, quantity: Float(line.quantity),
        amount: line.amount.tenThousandths)
    }
    let (customerIndex, customerPositions) = customers.index()
    let (productIndex, productPositions) = products.index()
    let owners = orders.ids.map { $0.customer < 0 ? -1 : customerPositions[Int($0.customer)] }
    let ranks = Self.ranks(
      ofOrders: orders.ids.map(\.order), customers: owners, customerCount: customerIndex.count)
    var orderIDs = orders.ids.map(\.order)
    for (order, rank) in ranks.enumerated() { orderIDs[Int(rank)] = orders.ids[order].order }
    for i in 0..<columns.count {
      if columns.customer[i] >= 0 {
        columns.customer[i] = customerPositions[Int(columns.customer[i])]
      }
      columns.product[i] = productPositions[Int(columns.product[i])]
      columns.order[i] = ranks[Int(columns.order[i])]
    }
    self.init(
      customers: customerIndex, products: productIndex, orderIDs: orderIDs, columns: columns)
  }

  /// What makes an order one: its customer (−1 for none), and its id within that customer.
  private struct OrderKey: Hashable {
    let customer: Int32
    let order: OrderID
  }
}

/// Numbers ids in the order in which they are met.
private struct Numbering<ID: Hashable> {
  private(set) var ids: [ID] = []
  private var numbers: [ID: Int32] = [:]
  private var last: (id: ID, number: Int32)?

  /// The number of an id, given now where it is new.
  mutating func number(of id: ID) -> Int32 {
    // Lines of one receipt follow each other.
    if let last, last.id == id { return last.number }
    let number = numbers[id] ?? Int32(ids.count)
    if Int(number) == ids.count {
      ids.append(id)
      numbers[id] = number
    }
    last = (id, number)
    return number
  }
}

extension Numbering where ID: Identifier {
  /// The ids in their own order, and the position of each number.
  func index() -> (IDIndex<ID>, [Int32]) {
    let index = IDIndex(ascending: IDIndex<ID>.ordered(ids))
    return (index, ids.map { index.position(of: $0).map(Int32.init) ?? -1 })
  }
}
