public import Commerce
import Foundation
import GRDB

extension Workspace {
  /// Takes purchases that are held in memory, in one transaction.
  ///
  /// The same rules as for a file: known lines change nothing, changed ones are updated.
  ///
  /// - Throws: `WorkspaceError` where the store cannot be written; nothing is changed then.
  @discardableResult
  public func importPurchases(
    _ lines: some Collection<PurchaseLine>, options: ImportOptions = ImportOptions()
  ) throws -> ImportReport {
    let stopwatch = Stopwatch()
    let forgotten = try store.read(ForgottenCustomers.init)
    let welcome = lines.filter { line in
      !(line.customer.map { forgotten.contains(Array($0.text.utf8)) } ?? false)
    }
    let batch = PurchaseBatch(welcome)
    var report = ImportReport(kind: .purchases, file: "")
    report.lines = lines.count
    report.rejected = lines.count - welcome.count
    if report.rejected > 0 {
      report.rejectedByReason[RejectReason.forgottenCustomer.rawValue] = report.rejected
    }
    try keep(batch, options: options, in: &report)
    report.seconds = stopwatch.seconds
    report.cpuSeconds = stopwatch.cpuSeconds
    return report
  }

  /// Writes a batch in one transaction, and completes the report.
  ///
  /// `also` runs last inside the transaction: what fails there undoes everything.
  func keep(
    _ batch: PurchaseBatch, options: ImportOptions, in report: inout ImportReport,
    progress: @escaping (Int) -> Void = { _ in },
    also: (Database, ImportReport) throws -> Void = { _, _ in }
  ) throws {
    let pattern = try options.excludeProducts.map(ProductPattern.init)?.text
    report.isDryRun = options.isDryRun
    report = try store.writeInBulk(keeping: !options.isDryRun) { db in
      var report = report
      let outcome = try PurchaseWriter.write(batch, options: options, to: db, progress: progress)
      report.count(batch, outcome)
      report.unmatchedReturns = try Self.unmatchedReturns(db)
      if let pattern, try Store.setting("excluded-products", in: db) != pattern {
        try Store.remember(pattern, as: "excluded-products", in: db)
      }
      if outcome.hasChanges { try Store.recordImport(report, in: db) }
      try also(db, report)
      return report
    }
  }

  private static func unmatchedReturns(_ db: Database) throws -> Int {
    let hasReturns = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM purchases WHERE quantity < 0)")
    guard hasReturns == true else { return 0 }
    return try PurchaseLogReader.read(db).settlingReturns().unmatchedReturns
  }
}

extension ImportReport {
  /// Counts what a batch holds and what became of it.
  mutating func count(_ batch: PurchaseBatch, _ outcome: PurchaseWriter.Outcome) {
    accepted = batch.count - outcome.duplicatesDropped
    added = outcome.added
    updated = outcome.updated
    unchanged = outcome.unchanged
    removed = outcome.removed
    duplicatesDropped = outcome.duplicatesDropped
    customers = batch.customers.count
    products = batch.products.count
    orders = batch.orders.count
    let isAnonymous = (0..<batch.orders.count).map { batch.orders.first($0) < 0 }
    for order in batch.order where isAnonymous[Int(order)] { anonymous += 1 }
    for quantity in batch.quantity where quantity < 0 { returns += 1 }
    from = batch.time.min().map { Timestamp(seconds: $0).day }
    to = batch.time.max().map { Timestamp(seconds: $0).day }
  }
}

extension Store {
  /// Adds a line to the journal of files that changed something.
  static func recordImport(_ report: ImportReport, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO imports
          (kind, file, imported_at, lines, accepted, rejected, unchanged, updated)
        VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?, ?, ?, ?, ?)
        """,
      arguments: [
        report.kind.rawValue, report.file, report.lines, report.accepted, report.rejected,
        report.unchanged, report.updated,
      ])
  }
}
