public import Commerce
public import CustomerValue
public import Foundation

extension Workspace {
  /// Compares where customers stood on two days.
  ///
  /// - Parameters:
  ///   - from: The earlier day; its cut points count on both.
  ///   - to: The later day; the day of the newest purchase where none is given.
  ///   - grouping: What customers are grouped by.
  ///   - settings: How scores are made and named; what the workspace remembers where `nil`.
  /// - Returns: The matrix and everybody's move.
  /// - Throws: `ValueSettingError.daysReversed`, `WorkspaceError.noPurchasesUntil`, `CustomerValueError`.
  public func migration(
    from: Day, to: Day? = nil, by grouping: MigrationGrouping = .segment,
    settings: ValueSettings? = nil
  ) throws -> CustomerMigration {
    let to = try to ?? lastPurchaseDay()
    guard from < to else { throw ValueSettingError.daysReversed(from: from, to: to) }
    let all = try purchaseLog()
    return try CustomerMigration(
      from: try analysisLog(of: all, asOf: from), on: from, to: try analysisLog(of: all, asOf: to),
      on: to, by: grouping, settings: try settings ?? valuePreferences().settings())
  }

  /// Counts the stages of the life cycle over time.
  ///
  /// From the purchases as they are known on the last day.
  ///
  /// - Parameters:
  ///   - from: The first day that may be looked at; a year before the last where none is given, or the
  ///     first purchase.
  ///   - to: The last day; the day of the newest purchase where none is given.
  ///   - step: How many days lie between two looks.
  /// - Returns: The counts and the passages.
  /// - Throws: `ValueSettingError.daysReversed`, `WorkspaceError`.
  public func stageHistory(
    from: Day? = nil, to: Day? = nil, every step: Int = 30
  ) throws -> StageHistory {
    let to = try to ?? lastPurchaseDay()
    let log = try analysisLog(asOf: to)
    let visits = PurchaseDays(log, asOf: to)
    let opening = visits.days.min().map { Day(number: $0) } ?? to
    let from = from ?? max(opening, to.advanced(by: -360))
    guard from < to else { throw ValueSettingError.daysReversed(from: from, to: to) }
    return StageHistory(visits, from: max(opening, from), through: to, every: step)
  }
}

extension CustomerMigration {
  /// Writes one line a customer, by ascending id: who moved from where to where.
  ///
  /// - Throws: `WorkspaceError` where the file cannot be written; an old file is then still there.
  public func write(to url: URL) throws {
    try CSVTable.write(
      to: url, header: ["customer", "before", "after", "moved", "spendOfLastYear"],
      rows: moves.lazy.map { move in
        [
          CSVCell.text(move.id.text), CSVCell.text(move.before ?? ""),
          CSVCell.text(move.after ?? ""), move.hasMoved ? "yes" : "no",
          CSVCell.number(move.yearlySpend),
        ]
      })
  }
}

extension StageHistory {
  /// Writes one line a day: the day and the customers in each stage.
  ///
  /// - Throws: `WorkspaceError` where the file cannot be written.
  public func write(to url: URL) throws {
    try CSVTable.write(
      to: url, header: ["day"] + LifecycleStage.allCases.map(\.rawValue),
      rows: zip(days, counts).lazy.map { [$0.description] + $1.map(String.init) })
  }
}

/// Small tables as CSV files.
enum CSVTable {
  /// Writes a header and rows of cells that are ready as they are.
  static func write(
    to url: URL, header: [String], rows: some Sequence<[String]>
  ) throws {
    try AtomicFile.write(to: url) { file in
      try file.append(Array((header.joined(separator: ",") + "\n").utf8))
      for row in rows { try file.append(Array((row.joined(separator: ",") + "\n").utf8)) }
    }
  }
}
