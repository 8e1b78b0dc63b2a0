public import Foundation
import GRDB

extension Workspace {
  /// Takes a file of purchases, in one transaction: all of it or nothing.
  ///
  /// The header says which column is what; where it does not, `options.map` does, once. Refused lines are
  /// counted by reason and written to a file of rejects. The same file again changes nothing.
  ///
  /// - Parameters:
  ///   - url: A CSV file.
  ///   - options: How the file is read and what is done with its lines.
  ///   - settings: Is told how far the task is.
  /// - Returns: What was done.
  /// - Throws: `ImportError`, `WorkspaceError` or `ProductPattern.Problem`; nothing is changed then.
  public func importPurchases(
    from url: URL, options: ImportOptions = ImportOptions(), settings: RunSettings = RunSettings()
  ) throws -> ImportReport {
    let stopwatch = Stopwatch()
    let file = try DelimitedFile(url)
    let remembered = try rememberedFile(.purchases, header: file.header)
    let table = try TableReader<PurchaseField>(
      file, options: options, remembered: remembered, forgotten: store.read(ForgottenCustomers.init)
    )
    let read = try PurchaseParser.read(table, progress: settings.progress)
    try table.refuseNothingAccepted()
    var report = table.report
    if !table.has(.time) {
      report.warnings.append("There is no column of dates; every line is dated 1970-01-01.")
    }
    report.rejectsFile = rejectsFile(for: table, options)
    func tell(_ done: Int) {
      settings.progress(
        ProgressUpdate(
          what: "Writing purchases", done: done, total: read.batch.count, unit: "lines"))
    }
    try keep(read.batch, options: options, in: &report, progress: tell) { db, report in
      try Self.keepCurrency(read.currency, of: file, in: db)
      try remember(options, remembered, table, in: db)
      try writeRejects(of: table, report, options)
    }
    report.seconds = stopwatch.seconds
    report.cpuSeconds = stopwatch.cpuSeconds
    return report
  }

  /// A workspace counts in one currency: that of the first file which names one.
  private static func keepCurrency(
    _ currency: String?, of file: DelimitedFile, in db: Database
  ) throws {
    guard let currency else { return }
    let known = try Store.setting("currency", in: db)
    guard let known else { return try Store.remember(currency, as: "currency", in: db) }
    guard known == currency else {
      throw ImportError.otherCurrency(file: file.path, currency: currency, workspace: known)
    }
  }
}
