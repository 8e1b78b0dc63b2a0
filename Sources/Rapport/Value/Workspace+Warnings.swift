public import Commerce
public import CustomerValue
public import Foundation

extension Workspace {
  /// Finds customers of value who are slipping away, worth most first.
  ///
  /// - Parameters:
  ///   - asOf: The day that is today; the day of the newest purchase where none is given.
  ///   - rule: Who counts as slipping away.
  ///   - model: `mbg-nbd` or `pareto-nbd`; the better on held-out purchases where `nil`.
  ///   - run: Threads; they never change the result.
  /// - Returns: The warnings with the model they rest on.
  /// - Throws: `WorkspaceError` without purchases, `HistoryError` where nobody ever came back.
  public func earlyWarnings(
    asOf: Day? = nil, rule: WarningRule = WarningRule(), model: String? = nil,
    run: RunSettings = RunSettings()
  ) throws -> EarlyWarnings {
    let day = try asOf ?? lastPurchaseDay()
    return try EarlyWarnings(
      try analysisLog(asOf: day), asOf: day, rule: rule, model: model, threads: run.threads)
  }
}

extension EarlyWarnings {
  /// Writes one line a customer, most at stake first.
  ///
  /// - Throws: `WorkspaceError` where the file cannot be written; an old file is then still there.
  public func write(to url: URL) throws {
    try AtomicFile.write(to: url) { file in
      let header = "customer,atStake,pAlive,pAliveBefore,rhythmDays,silentDays,score,was,reason\n"
      try file.append(Array(header.utf8))
      for warning in warnings {
        let cells = [
          CSVCell.text(warning.id.text), CSVCell.number(warning.atStake),
          warning.alive.map(CSVCell.number) ?? "",
          warning.aliveBefore.map(CSVCell.number) ?? "",
          CSVCell.number(warning.rhythmDays), String(warning.silentDays),
          warning.score.description, warning.scoreBefore.description,
          CSVCell.text(warning.reason),
        ]
        try file.append(Array((cells.joined(separator: ",") + "\n").utf8))
      }
    }
  }
}
