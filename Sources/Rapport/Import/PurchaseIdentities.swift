import GRDB

/// The database ids of everything a batch of purchases names; what is new gets a row.
struct PurchaseIdentities {
  private(set) var customers: [Int64] = []
  private(set) var products: [Int64] = []
  private(set) var orders: [Int64] = []
  private(set) var isNewOrder: [Bool] = []
  private var descriptions: [Int64] = []
  private let db: Database
  private let batch: PurchaseBatch
  private var touchedProducts: Set<Int64> = []

  /// Finds or adds customers, products, orders and descriptions.
  init(_ batch: PurchaseBatch, db: Database) throws {
    self.batch = batch
    self.db = db
    try findCustomers()
    try findProducts()
    try findOrders()
    try findDescriptions()
  }

  /// The database id of a description, or `nil` for none.
  func description(_ number: Int32) -> Int64? { number < 0 ? nil : descriptions[Int(number)] }

  private mutating func findCustomers() throws {
    var table = try CodeTable(db, "customers")
    for i in 0..<batch.customers.count {
      customers.append(try table.id(of: batch.customers[i]))
    }
    try fill("country", of: "customers", batch.facts.country, ids: customers)
  }

  private mutating func findProducts() throws {
    var table = try CodeTable(db, "products")
    for i in 0..<batch.products.count { products.append(try table.id(of: batch.products[i])) }
    try fill("category", of: "products", batch.facts.category, ids: products)
    try fill("department", of: "products", batch.facts.department, ids: products)
    try fill("brand", of: "products", batch.facts.brand, ids: products)
  }

  private mutating func findOrders() throws {
    let select = try RawStatement(
      db, "SELECT id FROM orders WHERE coalesce(customer, 0) = ? AND code = ?")
    let insert = try RawStatement(db, "INSERT INTO orders (id, customer, code) VALUES (?, ?, ?)")
    let hadOrders = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM orders)") ?? false
    var next = try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) + 1 FROM orders") ?? 1
    for i in 0..<batch.orders.count {
      let number = Int(batch.orders.first(i))
      let customer = number < 0 ? nil : customers[number]
      let code = batch.orderTexts[Int(batch.orders.second(i))]
      if hadOrders {
        select.bind(customer ?? 0, at: 1)
        select.bind(code, at: 2)
        let found = try select.step() ? select.int(0) : nil
        select.reset()
        if let found {
          orders.append(found)
          isNewOrder.append(false)
          continue
        }
      }
      insert.bind(next, at: 1)
      insert.bind(customer, at: 2)
      insert.bind(code, at: 3)
      try insert.run()
      orders.append(next)
      isNewOrder.append(true)
      next += 1
    }
    try fill("channel", of: "orders", batch.facts.channel, ids: orders)
    try fill("store", of: "orders", batch.facts.store, ids: orders)
  }

  private mutating func findDescriptions() throws {
    let select = try RawStatement(
      db, "SELECT id FROM descriptions WHERE product = ? AND text = ?")
    let insert = try RawStatement(
      db, "INSERT INTO descriptions (id, product, text, lines) VALUES (?, ?, ?, 0)")
    var next = try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) + 1 FROM descriptions") ?? 1
    for i in 0..<batch.descriptions.count {
      let product = products[Int(batch.descriptions.first(i))]
      let text = batch.descriptionTexts[Int(batch.descriptions.second(i))]
      select.bind(product, at: 1)
      select.bind(text, at: 2)
      let found = try select.step() ? select.int(0) : nil
      select.reset()
      if let found {
        descriptions.append(found)
        continue
      }
      insert.bind(next, at: 1)
      insert.bind(product, at: 2)
      insert.bind(text, at: 3)
      try insert.run()
      descriptions.append(next)
      next += 1
    }
  }

  /// Fills a fact in where the store has none yet; the files made for such facts know better.
  private func fill(
    _ column: String, of table: String, _ facts: [Int32: String], ids: [Int64]
  ) throws {
    guard !facts.isEmpty else { return }
    let update = try RawStatement(
      db, "UPDATE \(table) SET \(column) = ? WHERE id = ? AND \(column) IS NULL")
    for (number, fact) in facts.sorted(by: { $0.key < $1.key }) {
      update.bind(fact, at: 1)
      update.bind(ids[Int(number)], at: 2)
      try update.run()
    }
  }

  /// Takes one line away from a description of the store.
  mutating func forget(_ description: Int64) throws {
    try db.execute(
      sql: "UPDATE descriptions SET lines = lines - 1 WHERE id = ?", arguments: [description])
    let product = try Int64.fetchOne(
      db, sql: "SELECT product FROM descriptions WHERE id = ?", arguments: [description])
    if let product { touchedProducts.insert(product) }
  }

  /// Adds the lines that came with each description, then names the products after their most frequent
  /// one; ties go to the one that came first.
  mutating func settleDescriptions(_ added: [Int64]) throws {
    let add = try RawStatement(db, "UPDATE descriptions SET lines = lines + ? WHERE id = ?")
    for (number, lines) in added.enumerated() where lines > 0 {
      add.bind(lines, at: 1)
      add.bind(descriptions[number], at: 2)
      try add.run()
      touchedProducts.insert(products[Int(batch.descriptions.first(number))])
    }
    let name = try RawStatement(
      db,
      """
      UPDATE products SET name = coalesce((SELECT text FROM descriptions
        WHERE product = products.id AND lines > 0 ORDER BY lines DESC, id LIMIT 1), name)
      WHERE id = ? AND name_is_given = 0
      """)
    for product in touchedProducts.sorted() {
      name.bind(product, at: 1)
      try name.run()
    }
  }
}

/// Finds or adds rows of a table that has an `id` and a `code`.
struct CodeTable {
  private let select: RawStatement
  private let insert: RawStatement
  private let hadRows: Bool
  private var next: Int64

  /// Prepares for `customers` or `products`.
  init(_ db: Database, _ table: String) throws {
    select = try RawStatement(db, "SELECT id FROM \(table) WHERE code = ?")
    insert = try RawStatement(db, "INSERT INTO \(table) (id, code) VALUES (?, ?)")
    hadRows = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") ?? false
    next = try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) + 1 FROM \(table)") ?? 1
  }

  /// The id of a code, which is added where it is new.
  ///
  /// A table that was empty at the start is not searched: the codes of one batch are distinct.
  mutating func id(of code: String) throws -> Int64 {
    if hadRows {
      select.bind(code, at: 1)
      let found = try select.step() ? select.int(0) : nil
      select.reset()
      if let found { return found }
    }
    insert.bind(next, at: 1)
    insert.bind(code, at: 2)
    try insert.run()
    next += 1
    return next - 1
  }
}
