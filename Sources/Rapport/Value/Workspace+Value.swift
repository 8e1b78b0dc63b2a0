public import Commerce
public import CustomerValue

extension Workspace {
  /// Works out what every named customer is worth.
  ///
  /// From the purchases as they were known on the day, returns taken back and services left out.
  ///
  /// - Parameters:
  ///   - asOf: The day that is today; the day of the newest purchase where none is given.
  ///   - settings: What is worked out, and how scores are made and named.
  ///   - run: Threads and progress; they never change the result.
  /// - Returns: The profiles of all named customers.
  /// - Throws: `WorkspaceError` without purchases, `CustomerValueError` without named customers.
  public func customerValue(
    asOf: Day? = nil, settings: ValueSettings = ValueSettings(), run: RunSettings = RunSettings()
  ) throws -> CustomerProfiles {
    let day = try asOf ?? lastPurchaseDay()
    let log = try analysisLog(asOf: day)
    return try CustomerProfiles(log, asOf: day, settings: settings, threads: run.threads)
  }
}
