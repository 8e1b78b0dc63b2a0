public import Commerce
import GRDB

extension Workspace {
  /// Says what is in the workspace, and what should be looked at before anything is trained.
  ///
  /// - Parameter asOf: The day that is today: later lines are left out (default: none is).
  /// - Returns: Counts of everything that was imported, services and returns included.
  /// - Throws: `WorkspaceError.empty` where there are no purchases, `.noPurchasesUntil` for a day before the
  ///   first one.
  public func describe(asOf: Day? = nil) throws -> DescribeReport {
    let log = try purchaseLog(through: asOf).compacted()
    let (catalogue, directory) = (try catalogue(), try customerDirectory())
    var report = DescribeCounter.report(log, catalogue: catalogue)
    for i in report.bulkCustomers.indices {
      report.bulkCustomers[i].name = directory[report.bulkCustomers[i].customer]?.name
    }
    report.unmatchedReturns = log.settlingReturns().unmatchedReturns
    report.excludedProducts = try excludedProducts()
    try store.read { db in
      report.duplicateLines = try Self.duplicateLines(db, through: asOf)
      report.text = try Self.text(db, through: asOf)
      report.productsWithSeveralDescriptions =
        try Int.fetchOne(
          db,
          sql: """
            SELECT count(*) FROM (SELECT product FROM descriptions WHERE lines > 0
              GROUP BY product HAVING count(*) > 1)
            """) ?? 0
    }
    let calendar = DescribeCalendar(log)
    report.emptyDays = calendar.emptyDays
    report.warnings = DescribeWarnings.sentences(report, calendar)
    return report
  }

  /// Lines by what their descriptions hold.
  private static func text(_ db: Database, through day: Day?) throws -> DescribeReport.Text {
    let rows = try RawStatement(
      db,
      """
      SELECT text, count(*) FROM purchases JOIN descriptions ON descriptions.id = description
      WHERE time < ? GROUP BY description
      """)
    rows.bind(day.map { Timestamp($0.advanced(by: 1)).seconds } ?? .max, at: 1)
    var found = DescribeReport.Text()
    while try rows.step() {
      let (text, lines) = (rows.text(0).utf8, Int(rows.int(1)))
      if text.contains(where: { $0 > 127 }) { found.nonASCII += lines }
      if text.contains(UInt8(ascii: "\"")) { found.quotes += lines }
      if text.contains(UInt8(ascii: ",")) { found.commas += lines }
    }
    return found
  }

  /// Lines that equal an earlier one of their order in every value.
  private static func duplicateLines(_ db: Database, through day: Day?) throws -> Int {
    struct Values: Hashable {
      let time, quantity, amount, cost, discount, description: Int64
    }
    let rows = try RawStatement(
      db,
      """
      SELECT order_id, product, time, quantity, amount, cost, discount, description
      FROM purchases WHERE time < ? ORDER BY order_id, product, occurrence
      """)
    rows.bind(day.map { Timestamp($0.advanced(by: 1)).seconds } ?? .max, at: 1)
    var (order, product, count) = (Int64(-1), Int64(-1), 0)
    var seen: [Values] = []
    while try rows.step() {
      if rows.int(0) != order || rows.int(1) != product {
        (order, product) = (rows.int(0), rows.int(1))
        seen.removeAll(keepingCapacity: true)
      }
      let values = Values(
        time: rows.int(2), quantity: rows.int(3), amount: rows.int(4), cost: rows.int(5),
        discount: rows.int(6), description: rows.int(7))
      if seen.contains(values) { count += 1 } else { seen.append(values) }
    }
    return count
  }
}
