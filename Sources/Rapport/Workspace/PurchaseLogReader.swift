import Commerce
import GRDB

/// Reads all purchases of the store into columns, in log order, without a comparison sort over all lines.
///
/// The table is stepped through once; lines are then laid out by counting sorts. Memory that is touched for
/// the first time is what costs most, so columns are put in order one after another.
struct PurchaseLogReader {
  private var orderCustomer: [Int32] = []
  private var orderCode: [String] = []
  /// The lines as they are stored, with the database's ids; no customers yet.
  private var columns = PurchaseLog.Columns()

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
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM purchases") ?? 0
    columns.order.reserveCapacity(count)
    columns.product.reserveCapacity(count)
    columns.time.reserveCapacity(count)
    columns.quantity.reserveCapacity(count)
    columns.amount.reserveCapacity(count)
    let rows = try RawStatement(
      db, "SELECT order_id, product, time, quantity, amount FROM purchases")
    while try rows.step() {
      columns.order.append(Int32(truncatingIfNeeded: rows.int(0)))
      columns.product.append(Int32(truncatingIfNeeded: rows.int(1)))
      columns.time.append(rows.int(2))
      columns.quantity.append(Float(Double(rows.int(3)) / 1000))
      columns.amount.append(rows.int(4))
    }
  }

  private mutating func log(_ db: Database) throws -> PurchaseLog {
    let orders = Self.used(columns.order, count: orderCode.count)
    let products: (index: IDIndex<ProductID>, positions: [Int32]) = try Self.positions(
      db, table: "products", used: columns.product)
    let customers: (index: IDIndex<CustomerID>, positions: [Int32]) = try Self.positions(
      db, table: "customers", used: orders.map { orderCustomer[$0] })
    for i in columns.product.indices {
      columns.product[i] = products.positions[Int(columns.product[i])]
    }
    let owner = orderCustomer.map { customers.positions[Int($0)] }
    let ranked = rankOrders(orders, owner: owner, customerCount: customers.index.count)
    Self.bringIntoLogOrder(&columns, owners: ranked.owners, products: products.index.count)
    return PurchaseLog(
      customers: customers.index, products: products.index, orderIDs: ranked.ids,
      columns: columns)
  }

  private static func used(_ column: [Int32], count: Int) -> [Int] {
    var isUsed = [Bool](repeating: false, count: count)
    for id in column { isUsed[Int(id)] = true }
    return isUsed.indices.filter { isUsed[$0] }
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

  /// Numbers the orders that have lines by (customer, id); says their ids and customers in that order.
  private mutating func rankOrders(
    _ orders: [Int], owner: [Int32], customerCount: Int
  ) -> (ids: [OrderID], owners: [Int32]) {
    let ids = orders.map { OrderID(orderCode[$0]) }
    let owners = orders.map { owner[$0] }
    let ranks = PurchaseLog.ranks(
      ofOrders: ids, customers: owners, customerCount: customerCount)
    var ranked = (ids: ids, owners: owners)
    var positions = [Int32](repeating: -1, count: orderCode.count)
    for (i, order) in orders.enumerated() {
      positions[order] = ranks[i]
      ranked.ids[Int(ranks[i])] = ids[i]
      ranked.owners[Int(ranks[i])] = owners[i]
    }
    for i in columns.order.indices { columns.order[i] = positions[Int(columns.order[i])] }
    return ranked
  }
}
