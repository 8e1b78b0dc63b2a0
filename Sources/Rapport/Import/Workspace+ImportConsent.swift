import Commerce
public import Foundation
import GRDB

extension Workspace {
  /// Takes a file of what customers said about being contacted.
  ///
  /// Every line is a dated event and is kept beside the earlier ones; an empty status says nothing. Without a
  /// channel or a purpose the event holds for `any`. Customers who are not known yet become known, so that
  /// an objection counts from the first purchase on.
  ///
  /// - Parameters:
  ///   - url: A CSV file.
  ///   - options: How the file is read.
  ///   - settings: Is told how far the task is.
  /// - Returns: What was done.
  /// - Throws: `ImportError` or `WorkspaceError`; nothing is changed then.
  public func importConsent(
    from url: URL, options: ImportOptions = ImportOptions(), settings: RunSettings = RunSettings()
  ) throws -> ImportReport {
    try importTable(ConsentField.self, from: url, options: options, settings: settings) {
      row throws(CellProblem) in
      try Self.event(row)
    } keep: { events, report, db in
      var table = try CodeTable(db, "customers")
      var ids: [String: Int64] = [:]
      for event in events {
        guard let event else {
          report.unchanged += 1
          continue
        }
        let code = event.customer.text
        let id = try ids[code] ?? table.id(of: code)
        ids[code] = id
        report.count(try Self.keep(event, customer: id, in: db))
      }
      report.customers = ids.count
      for id in ids.values.sorted() { try Self.settlePersonalisation(of: id, in: db) }
    }
  }

  private static func event(_ row: TableReader<ConsentField>) throws(CellProblem) -> ConsentEvent? {
    let customer = CustomerID(try row.requiredText(.customer))
    guard let word = row.text(.status) else { return nil }
    guard let status = ConsentEvent.Status(word: word) else {
      throw CellProblem(ConsentField.status, .unknownWord)
    }
    let channel = row.text(.channel)?.lowercased() ?? "any"
    return ConsentEvent(
      customer: customer, channel: channel == "e-mail" ? "email" : channel,
      purpose: row.text(.purpose)?.lowercased() ?? "any", status: status,
      time: try row.requiredTime(.time))
  }

  private static func keep(
    _ event: ConsentEvent, customer: Int64, in db: Database
  ) throws -> FactsTable.Outcome {
    let statement = try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO consent_events (customer, channel, purpose, status, time)
        VALUES (?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      customer, event.channel, event.purpose, event.status.rawValue, event.time.seconds,
    ])
    return db.changesCount > 0 ? .added : .unchanged
  }

  /// Lets the newest event about personalisation decide; of two at one moment the stricter one.
  private static func settlePersonalisation(of customer: Int64, in db: Database) throws {
    let status = try String.fetchOne(
      db,
      sql: """
        SELECT status FROM consent_events
        WHERE customer = ? AND purpose IN ('personalisation', 'personalization', 'profiling')
        ORDER BY time DESC, status DESC LIMIT 1
        """, arguments: [customer])
    guard let status else { return }
    try db.execute(
      sql: "UPDATE customers SET personalise = ? WHERE id = ?",
      arguments: [status == "granted" ? 1 : 0, customer])
  }
}
