import Commerce
import GRDB

/// Reads all purchases of the store into columns, in log order, without a comparison sort over all lines.
///
/// The table is stepped through once; lines are then laid out by customer with a counting sort and each
/// customer's few lines are sorted by themselves.
struct PurchaseLogReader {
  private var orderCustomer: [Int32] = []
  private var orderCode: [String] = []
  private var order: [Int32] = []
  private var product: [Int32] = []
  private var time: [Int64] = []
  private var quantity: [Float] = []
  private var amount: [Int64] = []

  /// Reads the log.
  static func read(_ db: Database) throws -> PurchaseLog {
    var reader = PurchaseLogReader()
    try reader.readOrders(db)
    try reader.readLines(db)
    return try reader.log(db)
  }

  private mutating func readOrders(_ db: Database) throws {
    let count = try Int.fetchOne(db, sql: "SELECT max(id) FROM orders") ?? 0
    orderCustomer = Array(repeating: 0, count: count + 1)
    orderCode = Array(repeating: "", count: count + 1)
    let rows = try RawStatement(db, "SELECT id, coalesce(customer, 0), code FROM orders")
    while try rows.step() {
      let id = Int(rows.int(0))
      orderCustomer[id] = Int32(truncatingIfNeeded: rows.int(1))
      orderCode[id] = rows.text(2)
    }
  }

  private mutating func readLines(_ db: Database) throws {
    let rows = try RawStatement(
      db, "SELECT order_id, product, time, quantity, amount FROM purchases")
    while try rows.step() {
      order.append(Int32(truncatingIfNeeded: rows.int(0)))
      product.append(Int32(truncatingIfNeeded: rows.int(1)))
      time.append(rows.int(2))
      quantity.append(Float(Double(rows.int(3)) / 1000))
      amount.append(rows.int(4))
    }
  }

  private mutating func log(_ db: Database) throws -> PurchaseLog {
    let products: (index: IDIndex<ProductID>, positions: [Int32]) = try Self.positions(
      db, table: "products", used: product)
    for i in product.indices { product[i] = products.positions[Int(product[i])] }
    var owner = [Int32](repeating: 0, count: order.count)
    for i in order.indices { owner[i] = orderCustomer[Int(order[i])] }
    let customers: (index: IDIndex<CustomerID>, positions: [Int32]) = try Self.positions(
      db, table: "customers", used: owner)
    for i in owner.indices { owner[i] = customers.positions[Int(owner[i])] }
    let orderIDs = rankOrders(customers.positions, count: customers.index.count)
    return PurchaseLog(
      customers: customers.index, products: products.index, orderIDs: orderIDs,
      columns: inLogOrder(owner, customerCount: customers.index.count))
  }

  /// The index of the codes that lines use, and the position of each database id; −1 for none.
  private static func positions<ID: Identifier>(
    _ db: Database, table: String, used: [Int32]
  ) throws -> (index: IDIndex<ID>, positions: [Int32]) {
    let count = try Int.fetchOne(db, sql: "SELECT max(id) FROM \(table)") ?? 0
    var isUsed = [Bool](repeating: false, count: count + 1)
    for id in used { isUsed[Int(id)] = true }
    var codes: [(id: Int, code: ID)] = []
    let rows = try RawStatement(db, "SELECT id, code FROM \(table)")
    while try rows.step() {
      let id = Int(rows.int(0))
      if isUsed[id] { codes.append((id, ID(rows.text(1)))) }
    }
    let index = IDIndex(ascending: IDIndex<ID>.ordered(codes.map(\.code)))
    var positions = [Int32](repeating: -1, count: count + 1)
    for (id, code) in codes { positions[id] = index.position(of: code).map(Int32.init) ?? -1 }
    return (index, positions)
  }

  /// Numbers the orders that have lines by (customer, id) and says their ids in that order.
  private mutating func rankOrders(_ customers: [Int32], count: Int) -> [OrderID] {
    var isUsed = [Bool](repeating: false, count: orderCode.count)
    for id in order { isUsed[Int(id)] = true }
    let used = isUsed.indices.filter { isUsed[$0] }
    let ids = used.map { OrderID(orderCode[$0]) }
    let ranks = PurchaseLog.ranks(
      ofOrders: ids, customers: used.map { customers[Int(orderCustomer[$0])] },
      customerCount: count)
    var ranked = ids
    var positions = [Int32](repeating: -1, count: orderCode.count)
    for (i, id) in used.enumerated() {
      positions[id] = ranks[i]
      ranked[Int(ranks[i])] = ids[i]
    }
    for i in order.indices { order[i] = positions[Int(order[i])] }
    return ranked
  }

  private func inLogOrder(_ customer: [Int32], customerCount: Int) -> PurchaseLog.Columns {
    func group(_ i: Int) -> Int { customer[i] < 0 ? customerCount : Int(customer[i]) }
    var next = [Int](repeating: 0, count: customerCount + 2)
    for i in customer.indices { next[group(i) + 1] += 1 }
    for i in 0...customerCount { next[i + 1] += next[i] }
    let offsets = next
    var lines = [Key](repeating: Key(time: 0, order: 0, product: 0, line: 0), count: order.count)
    for i in customer.indices {
      let place = next[group(i)]
      lines[place] = Key(time: time[i], order: order[i], product: product[i], line: Int32(i))
      next[group(i)] += 1
    }
    for i in 0...customerCount where offsets[i + 1] - offsets[i] > 1 {
      lines[offsets[i]..<offsets[i + 1]].sort(by: precedes)
    }
    var columns = PurchaseLog.Columns()
    columns.reserveCapacity(lines.count)
    for key in lines {
      let i = Int(key.line)
      columns.append(
        customer: customer[i], product: product[i], order: order[i], time: time[i],
        quantity: quantity[i], amount: amount[i])
    }
    return columns
  }

  private struct Key {
    let time: Int64
    let order: Int32
    let product: Int32
    let line: Int32
  }

  private func precedes(_ a: Key, _ b: Key) -> Bool {
    if a.time != b.time { return a.time < b.time }
    if a.order != b.order { return a.order < b.order }
    if a.product != b.product { return a.product < b.product }
    let (i, j) = (Int(a.line), Int(b.line))
    return quantity[i] != quantity[j] ? quantity[i] < quantity[j] : amount[i] < amount[j]
  }
}
