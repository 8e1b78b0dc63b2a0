import Commerce
import Foundation
import GRDB

extension Workspace {
  /// Imports a file of one kind: reads every row into a value, then keeps the values in one transaction.
  ///
  /// - Parameters:
  ///   - field: The fields of the kind.
  ///   - url: A CSV file.
  ///   - options: How the file is read.
  ///   - settings: Is told how far the task is.
  ///   - read: Makes a value of a row, or throws what is wrong with it.
  ///   - keep: Writes the values and counts in the report what was added, updated and unchanged.
  /// - Returns: What was done.
  /// - Throws: `ImportError` or `WorkspaceError`; nothing is changed then.
  func importTable<Field: ImportField, Value>(
    _ field: Field.Type, from url: URL, options: ImportOptions, settings: RunSettings,
    read: (TableReader<Field>) throws(CellProblem) -> Value,
    keep: ([Value], inout ImportReport, Database) throws -> Void
  ) throws -> ImportReport {
    let stopwatch = Stopwatch()
    let file = try DelimitedFile(url)
    let remembered = try rememberedFile(Field.kind, header: file.header)
    let table = try TableReader<Field>(
      file, options: options, remembered: remembered, forgotten: store.read(ForgottenCustomers.init)
    )
    var values: [Value] = []
    try table.forEachRow(progress: settings.progress) { row throws(CellProblem) in
      values.append(try read(row))
    }
    try table.refuseNothingAccepted()
    var report = table.report
    report.isDryRun = options.isDryRun
    report.rejectsFile = rejectsFile(for: table, options)
    report = try store.writeInBulk(keeping: !options.isDryRun) { db in
      var report = report
      try keep(values, &report, db)
      try remember(options, remembered, table, in: db)
      if report.added + report.updated > 0 { try Store.recordImport(report, in: db) }
      try writeRejects(of: table, report, options)
      return report
    }
    report.seconds = stopwatch.seconds
    report.cpuSeconds = stopwatch.cpuSeconds
    return report
  }

  /// What a person said once about files of a kind with a header.
  func rememberedFile(_ kind: ImportKind, header: [String]) throws -> RememberedFile {
    try store.read { try RememberedFile(kind: kind, header: header, in: $0) }
  }

  /// Remembers what the options say about files like this one.
  func remember<Field>(
    _ options: ImportOptions, _ remembered: RememberedFile, _ table: TableReader<Field>,
    in db: Database
  ) throws {
    let sum = remembered.adding(options)
    guard sum != remembered else { return }
    try sum.keep(kind: Field.kind, header: table.file.header, in: db)
  }

  /// Where refused lines go, or `nil` where there are none; a rehearsal writes them only where it is told.
  func rejectsFile<Field>(for table: TableReader<Field>, _ options: ImportOptions) -> String? {
    guard table.rejects.count > 0 else { return nil }
    if let path = options.rejectsFile { return path }
    guard !options.isDryRun else { return nil }
    let name = URL(filePath: table.file.path).deletingPathExtension().lastPathComponent
    return reportsFolder.appending(path: "\(name)-rejects.csv").path(percentEncoded: false)
  }

  /// Writes the rejects file that the report names.
  func writeRejects<Field>(
    of table: TableReader<Field>, _ report: ImportReport, _ options: ImportOptions
  ) throws {
    guard let path = report.rejectsFile else { return }
    try table.rejects.write(to: URL(filePath: path))
  }

  /// Where reports and rejected lines are written.
  var reportsFolder: URL { folder.appending(path: "reports", directoryHint: .isDirectory) }
}

extension TableReader {
  /// A report with what reading found out.
  var report: ImportReport {
    var report = ImportReport(kind: Field.kind, file: file.name)
    report.lines = lines
    report.rejected = rejects.count
    report.rejectedByReason = rejects.countByReason
    report.accepted = lines - rejects.count
    if file.encoding == .latin1 {
      report.warnings.append("The file is not UTF-8; it was read as Latin-1 (Windows).")
    }
    if roundedNumbers > 0 {
      report.warnings.append(
        "\(roundedNumbers) numbers have more decimals than are kept and were rounded.")
    }
    return report
  }

  /// Refuses a file of which no line could be taken, for its columns are surely mistaken.
  ///
  /// - Throws: `ImportError.nothingAccepted`.
  func refuseNothingAccepted() throws {
    let first = rejects.lines.first { $0.reason != .forgottenCustomer }
    guard lines > 0, rejects.count == lines, let first else { return }
    throw ImportError.nothingAccepted(
      file: file.path, lines: lines, line: first.line, column: first.column,
      reason: first.reason.rawValue)
  }
}
