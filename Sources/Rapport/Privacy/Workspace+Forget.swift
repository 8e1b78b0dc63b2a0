public import Commerce
import Foundation
import GRDB

extension Workspace {
  /// Erases a customer: purchases, address, consent, places in campaigns, contacts and answers.
  ///
  /// What stays is a salted hash, by which later files are kept from bringing the customer back: their lines
  /// are refused as `forgotten-customer`. Models keep the product side only, so none has to be trained again.
  /// Sums over past days shrink by what the customer bought, and a campaign that had the customer in it can be
  /// counted but not rebuilt. The database overwrites what it frees.
  ///
  /// - Parameters:
  ///   - customer: The customer as written in the purchases.
  ///   - isDryRun: Whether everything is done except keeping the result.
  /// - Returns: What was erased, and which written lists and reports still name the customer.
  /// - Throws: `ServingError.unknownCustomer`, or `WorkspaceError`; nothing is changed then.
  @discardableResult
  public func forget(_ customer: CustomerID, isDryRun: Bool = false) throws -> ForgetReport {
    var report = ForgetReport(customer: customer.text, isDryRun: isDryRun)
    try store.erase(keeping: !isDryRun) { db in
      let id = try Int64.fetchOne(
        db, sql: "SELECT id FROM customers WHERE code = ?", arguments: [customer.text])
      if let id {
        try Self.count(id, in: db, &report)
        try Self.erase(id, in: db)
        try ForgottenCustomers.add(customer.text, in: db)
      } else if try ForgottenCustomers(db).contains(Array(customer.text.utf8)) {
        report.wasForgotten = true
      } else {
        throw ServingError.unknownCustomer(
          id: customer,
          suggestion: NearestMatch.to(
            customer.text, among: try String.fetchAll(db, sql: "SELECT code FROM customers")))
      }
    }
    report.files = try writtenFiles(naming: customer)
    return report
  }

  private static func count(_ id: Int64, in db: Database, _ report: inout ForgetReport) throws {
    func count(_ table: String) throws -> Int {
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM \(table) WHERE customer = ?", arguments: [id]) ?? 0
    }
    report.lines = try count("orders JOIN purchases ON order_id = orders.id")
    report.orders = try count("orders")
    report.consentEvents = try count("consent_events")
    report.assignments = try count("assignments")
    report.contacts = try count("contacts")
    report.responses = try count("responses")
  }

  /// Products keep the names they have: a name given by the customer's lines says nothing of the customer.
  private static func erase(_ id: Int64, in db: Database) throws {
    let theirs = "order_id IN (SELECT id FROM orders WHERE customer = :id)"
    for sql in [
      """
      UPDATE descriptions SET lines = lines - (
        SELECT count(*) FROM purchases WHERE description = descriptions.id AND \(theirs))
      WHERE id IN (SELECT description FROM purchases WHERE \(theirs))
      """,
      "DELETE FROM purchases WHERE \(theirs)",
      "DELETE FROM orders WHERE customer = :id",
      // Consent, assignments, contacts and responses go with the customer.
      "DELETE FROM customers WHERE id = :id",
    ] {
      try db.execute(sql: sql, arguments: ["id": id])
    }
  }

  /// The files under `lists` and `reports` in which a cell is the customer's id.
  private func writtenFiles(naming customer: CustomerID) throws -> [String] {
    let files = FileManager.default
    return try [listsFolder, reportsFolder].flatMap { folder in
      try ((try? files.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
        .filter { $0.pathExtension == "csv" }
        .filter { try Self.hasCell(customer.text, in: $0) }
        .map { "\(folder.lastPathComponent)/\($0.lastPathComponent)" }
    }.sorted()
  }

  private static func hasCell(_ text: String, in url: URL) throws -> Bool {
    let file = try DelimitedFile(url)
    var scanner = file.body()
    let cells = CellBuffer()
    var start = scanner.position
    while scanner.next() {
      cells.begin(recordLength: scanner.position - start)
      start = scanner.position
      let isNamed = scanner.fields.contains {
        cells.cell($0, scanner, encoding: file.encoding).elementsEqual(text.utf8)
      }
      if isNamed { return true }
    }
    return false
  }
}
