import Commerce
import CustomerValue
import GRDB

/// What each customer caused in the last year: returns, contacts, discounts, and what their goods cost.
struct CostCauses {
  /// By customer position of the log; orders are counted elsewhere.
  private(set) var byCustomer: [CostToServe.Causes]

  /// Counts what the workspace knows of the 365 days up to a day.
  init(
    _ log: PurchaseLog, asOf day: Day, returns: PurchaseLog?, exceptContactsOf campaign: String?,
    in store: Store
  ) throws {
    byCustomer = Array(repeating: CostToServe.Causes(orders: 0), count: log.customers.count)
    let start = Timestamp(day.advanced(by: -364)).seconds
    let end = Timestamp(day.advanced(by: 1)).seconds
    if let returns { count(returns, in: start..<end, of: log) }
    let positions = log.customers
    try store.read { db in
      try addContacts(db, positions, start, end, except: campaign ?? "")
      try addGoods(db, positions, start, end)
    }
  }

  /// Counts the lines that took something back; those of products that are left out do not count.
  private mutating func count(_ returns: PurchaseLog, in year: Range<Int64>, of log: PurchaseLog) {
    let columns = returns.columns
    for customer in 0..<returns.customers.count {
      guard let place = log.customers.position(of: returns.customers[customer]) else { continue }
      for i in returns.lines(ofCustomer: customer)
      where columns.quantity[i] < 0 && year.contains(columns.time[i]) {
        let product = returns.products[Int(columns.product[i])]
        if log.products.position(of: product) != nil { byCustomer[place].returns += 1 }
      }
    }
  }

  /// Every contact costs, whether it came back or not; one that was only planned counts as well, since
  /// nothing says that it was stopped.
  private mutating func addContacts(
    _ db: Database, _ positions: IDIndex<CustomerID>, _ start: Int64, _ end: Int64,
    except campaign: String
  ) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT customers.code, count(*) FROM contacts
        JOIN customers ON customers.id = contacts.customer
        WHERE time >= ? AND time < ? AND campaign <> ? GROUP BY customers.id
        """, arguments: [start, end, campaign])
    while let row = try rows.next() {
      let code: String = row[0]
      guard let place = positions.position(of: CustomerID(code)) else { continue }
      byCustomer[place].contacts = row[1]
    }
  }

  /// Discounts, and the cost of the goods by the line where it has one, else by the product; what was
  /// returned takes its cost back.
  private mutating func addGoods(
    _ db: Database, _ positions: IDIndex<CustomerID>, _ start: Int64, _ end: Int64
  ) throws {
    let isKnown = try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM products WHERE cost IS NOT NULL)
          OR EXISTS (SELECT 1 FROM purchases WHERE cost IS NOT NULL OR discount IS NOT NULL)
        """)
    guard isKnown == true else { return }
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT customers.code, sum(abs(coalesce(purchases.discount, 0))),
          sum(coalesce(purchases.cost, products.cost) * purchases.quantity),
          sum(CASE WHEN coalesce(purchases.cost, products.cost) IS NULL THEN 0 ELSE amount END)
        FROM purchases
        JOIN orders ON orders.id = order_id
        JOIN customers ON customers.id = orders.customer
        JOIN products ON products.id = purchases.product
        WHERE time >= ? AND time < ? GROUP BY customers.id
        """, arguments: [start, end])
    while let row = try rows.next() {
      let code: String = row[0]
      guard let place = positions.position(of: CustomerID(code)) else { continue }
      byCustomer[place].discounts = Money(tenThousandths: row[1]).value
      // Quantities are in thousandths.
      byCustomer[place].goods = max(0, Double(row[2] as Int64? ?? 0) / 1e7)
      byCustomer[place].spendOnThem = max(0, Money(tenThousandths: row[3]).value)
    }
  }
}
