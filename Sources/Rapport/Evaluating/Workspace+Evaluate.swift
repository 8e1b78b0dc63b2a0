public import Commerce
public import Evaluation
public import Recommenders

extension Workspace {
  /// The purchases cut at a day: what was known at its end, and what was bought afterwards.
  ///
  /// Train is settled as of the day of the cut, so that a return made later does not tell it anything.
  ///
  /// - Parameters:
  ///   - day: The last day of train; a sixth of the time, at most four weeks, before the end where none is
  ///     given.
  ///   - asOf: Leaves out what is later; nothing where none is given.
  /// - Returns: Train and test.
  /// - Throws: `WorkspaceError` without purchases, `EvaluationError` where there is nothing after the day.
  public func temporalSplit(after day: Day? = nil, asOf: Day? = nil) throws -> TemporalSplit {
    let all = try analysisLog(asOf: asOf)
    let last = all.lastDay ?? Day(number: 0)
    guard let day = day ?? TemporalSplit.defaultDay(for: all) else {
      throw EvaluationError.oneDayOnly(day: last)
    }
    guard day < last else { throw EvaluationError.nothingAfter(day: day, last: last) }
    return TemporalSplit(known: try analysisLog(asOf: day), all: all, after: day)
  }

  /// Measures recipes on the purchases after a day that they have not seen.
  ///
  /// - Parameters:
  ///   - recipes: What to test; popularity is always tested too, and comes first.
  ///   - day: The last day of train; see ``temporalSplit(after:asOf:)``.
  ///   - asOf: Leaves out what is later.
  ///   - options: What is asked, and of whom.
  ///   - settings: Threads and progress; they change nothing in the result.
  /// - Returns: One row a model with its metrics, intervals and times.
  /// - Throws: `WorkspaceError`, `EvaluationError`, `FittingError`.
  public func evaluate(
    _ recipes: [Recipe], after day: Day? = nil, asOf: Day? = nil,
    options: EvaluationOptions = EvaluationOptions(), settings: RunSettings = RunSettings()
  ) throws -> EvaluationReport {
    let split = try temporalSplit(after: day, asOf: asOf)
    return try EvaluationReport(
      recipes: recipes, train: split.train, test: split.test, asOf: split.lastTrainDay,
      options: options, leaks: split.leaks, catalogue: try catalogue(),
      groups: try customerFacts(), settings: settings)
  }
}
