public import Foundation
import GRDB

extension Workspace {
  /// Takes a file of customers: addresses, households, language and any further attributes.
  ///
  /// An empty cell changes nothing. A customer who is not to be personalised stays so whatever the file
  /// says: only a granted consent for the purpose `personalisation` lifts it.
  ///
  /// - Parameters:
  ///   - url: A CSV file.
  ///   - options: How the file is read.
  ///   - settings: Is told how far the task is.
  /// - Returns: What was done.
  /// - Throws: `ImportError` or `WorkspaceError`; nothing is changed then.
  public func importCustomers(
    from url: URL, options: ImportOptions = ImportOptions(), settings: RunSettings = RunSettings()
  ) throws -> ImportReport {
    try importTable(CustomerField.self, from: url, options: options, settings: settings) {
      row throws(CellProblem) in
      (code: try row.requiredText(.customer), facts: try Self.facts(row))
    } keep: { lines, report, db in
      let columns = CustomerField.texts.map(\.column) + ["address_updated", "personalise"]
      let table = FactsTable(db, "customers", columns: columns)
      var suppressed = 0
      for (code, told) in FactsTable.collected(lines) {
        var facts = told
        if facts.values["personalise"] == 1.databaseValue,
          let row = try table.present(code), row["personalise"] == 0
        {
          facts.values["personalise"] = nil
          suppressed += 1
        }
        report.count(try table.keep(code, facts), lines: facts.lines)
        report.customers += 1
      }
      if suppressed > 0 {
        report.warnings.append(
          "\(suppressed) customers stay unpersonalised though the file says yes; import a granted "
            + "consent for the purpose 'personalisation' to lift that.")
      }
    }
  }

  private static func facts(
    _ row: TableReader<CustomerField>
  ) throws(CellProblem) -> FactsTable.Facts {
    var facts = FactsTable.Facts()
    for (field, column) in CustomerField.texts {
      if let text = row.text(field) { facts.values[column] = text.databaseValue }
    }
    if let updated = try row.time(.addressUpdated) {
      facts.values["address_updated"] = Int64(updated.day.number).databaseValue
    }
    if let personalise = try row.flag(.personalise) {
      facts.values["personalise"] = (personalise ? 1 : 0).databaseValue
    }
    facts.attributes = row.attributes
    return facts
  }
}
