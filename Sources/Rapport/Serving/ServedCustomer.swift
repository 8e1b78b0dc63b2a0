import Commerce
import GRDB

/// One customer as they are served: what they bought, and whether that may be used.
struct ServedCustomer {
  let id: CustomerID
  /// Whether the workspace has heard of them.
  let isRegistered: Bool
  /// Whether offers may be chosen by what they bought.
  let personalise: Bool
  /// Their purchases, returns settled; a log of this one customer, who is there even without any.
  let history: PurchaseLog

  /// What the shop knows of them besides, by name.
  let facts: [String: String]

  /// The groups they belong to; none for those who do not want to be profiled.
  func groups(adding known: [String: String]) -> [String] {
    guard personalise else { return [] }
    return facts.merging(known) { $1 }.filter { !$0.value.isEmpty }
      .map { "\($0.key)=\($0.value)" }.sorted()
  }

  /// Whether there is any purchase.
  var hasBought: Bool { history.count > 0 }
}

extension Workspace {
  /// Reads one customer's purchases up to a day, through the index on customers and nothing else.
  func servedCustomer(_ id: CustomerID, asOf: Day) throws -> ServedCustomer {
    let pattern = try excludedProducts().map(ProductPattern.init)
    return try servedCustomer(id, asOf: asOf) { pattern?.matches($0.text) == true }
  }

  /// Reads one customer's purchases up to a day, without products that are no goods.
  func servedCustomer(
    _ id: CustomerID, asOf: Day, without isService: (ProductID) -> Bool
  ) throws -> ServedCustomer {
    let (isRegistered, personalise, facts, rows) = try store.read { db in
      let row = RegisteredCustomer(
        try Row.fetchOne(
          try db.cachedStatement(
            sql: """
              SELECT id, personalise, country, region, language, attributes
              FROM customers WHERE code = ?
              """), arguments: [id.text]))
      return (
        row.key != nil, row.personalise, row.facts,
        try row.key.map { try Self.purchases(of: id, $0, in: db) }
      )
    }
    let end = Timestamp(asOf.advanced(by: 1))
    let lines = (rows ?? []).filter { line in
      line.time < end && !isService(line.product)
    }
    let log = PurchaseLog(lines).settlingReturns().log
    return ServedCustomer(
      id: id, isRegistered: isRegistered, personalise: personalise,
      history: PurchaseLog(
        customers: IDIndex([id]), products: log.products, orderIDs: log.orderIDs,
        columns: log.columns), facts: facts)
  }

  private static func purchases(
    of customer: CustomerID, _ key: Int64, in db: Database
  ) throws -> [PurchaseLine] {
    let rows = try RawStatement(
      cachedBy: db,
      """
      SELECT products.code, orders.code, time, quantity, amount
      FROM orders JOIN purchases ON purchases.order_id = orders.id
        JOIN products ON products.id = purchases.product
      WHERE orders.customer = ?
      """)
    rows.bind(key, at: 1)
    // A statement that is not at its start keeps what it reads from being tidied up.
    defer { rows.reset() }
    var lines: [PurchaseLine] = []
    while try rows.step() {
      lines.append(
        PurchaseLine(
          customer: customer, product: ProductID(rows.text(0)), order: OrderID(rows.text(1)),
          time: Timestamp(seconds: rows.int(2)), quantity: Double(rows.int(3)) / 1000,
          amount: Money(tenThousandths: rows.int(4))))
    }
    return lines
  }

  /// The day that is today where nobody names one.
  ///
  /// The live model's card knows the newest day as long as nothing was imported since it was trained.
  func servingDay(_ day: Day?, _ model: RegisteredModel) throws -> Day {
    if let day { return day }
    let lastImport = try store.read { try ModelRegistry(db: $0).lastImport() }
    return lastImport == model.lastImport && model.card.asOf == model.card.lastDay
      ? model.card.lastDay : try lastPurchaseDay()
  }

  /// The customer id that was probably meant, or `nil`.
  func nearestCustomer(to id: CustomerID) throws -> String? {
    NearestMatch.to(
      id.text,
      among: try store.read {
        try String.fetchAll($0, sql: "SELECT code FROM customers ORDER BY code")
      })
  }

  /// The product id that was probably meant, or `nil`.
  func nearestProduct(to id: ProductID) throws -> String? {
    NearestMatch.to(
      id.text,
      among: try store.read {
        try String.fetchAll($0, sql: "SELECT code FROM products ORDER BY code")
      })
  }

  /// Whether any purchase or product file names a product.
  func hasProduct(_ product: ProductID) throws -> Bool {
    try store.read {
      try Bool.fetchOne(
        $0, sql: "SELECT EXISTS (SELECT 1 FROM products WHERE code = ?)",
        arguments: [product.text])
    } ?? false
  }
}
