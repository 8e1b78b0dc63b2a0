import GRDB

/// The statements by which lines of purchases are written; they name only the columns that a batch has.
struct PurchaseStatements {
  /// How many lines `insertRows` takes: more save little.
  static let rowsAtOnce = 8

  /// The lines of an order in key order.
  let select: RawStatement
  /// One new line.
  let insert: RawStatement
  /// `rowsAtOnce` new lines.
  let insertRows: RawStatement
  let update: RawStatement
  let delete: RawStatement

  init(_ db: Database, _ batch: PurchaseBatch) throws {
    var columns = ["time", "quantity", "amount"]
    if batch.cost != nil { columns.append("cost") }
    if batch.discount != nil { columns.append("discount") }
    if batch.description != nil { columns.append("description") }
    let key = "order_id = ? AND product = ? AND occurrence = ?"
    func insertion(rows: Int) throws -> RawStatement {
      let marks = Array(repeating: "?", count: columns.count + 3).joined(separator: ", ")
      return try RawStatement(
        db,
        """
        INSERT INTO purchases (order_id, product, occurrence, \(columns.joined(separator: ", ")))
        VALUES \(Array(repeating: "(\(marks))", count: rows).joined(separator: ", "))
        """)
    }
    select = try RawStatement(
      db,
      """
      SELECT product, occurrence, time, quantity, amount, cost, discount, description
      FROM purchases WHERE order_id = ? ORDER BY product, occurrence
      """)
    insert = try insertion(rows: 1)
    insertRows = try insertion(rows: Self.rowsAtOnce)
    update = try RawStatement(
      db,
      "UPDATE purchases SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE \(key)")
    delete = try RawStatement(db, "DELETE FROM purchases WHERE \(key)")
  }
}
