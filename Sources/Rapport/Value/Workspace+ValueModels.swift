public import CustomerValue
import Recommenders

extension Workspace {
  /// Keeps fitted value models in the registry, where one version is live.
  ///
  /// The first version goes live, a later one waits unless it is promoted; `promote`, `rollBack`,
  /// `pruneModels` and `verify` treat it as they treat recommenders. The file is safe before its row is
  /// committed.
  ///
  /// - Parameters:
  ///   - fit: What `fitValue` made.
  ///   - promotes: Whether the new version goes live even where another is.
  /// - Returns: The registered version, and in words what became of it.
  /// - Throws: `WorkspaceError` where it cannot be written.
  @discardableResult
  public func registerValue(_ fit: WorkspaceFit, promotes: Bool = false) throws -> TrainingReport {
    try registerValue(fit, task: .train) { champion in
      guard let champion else { return (true, "The first value model goes live.") }
      return promotes
        ? (true, "Promoted as asked; version \(champion.version) is retired.")
        : (
          false,
          "Version \(champion.version) stays live; promote this one with: rapport models promote."
        )
    }
  }

  /// The live value models, ready to score customers; their file is verified.
  ///
  /// - Throws: `ModelError.noLiveModel`, `ModelFileError`.
  public func liveValueModel() throws -> FittedValueModel {
    let live = try liveModel(.value)
    try verifiedFile(of: live).verifyAll()
    guard let models = live.card.value else {
      throw ModelError.wrongKind(version: live.version, kind: live.card.kind)
    }
    return models
  }

  /// The groups of similar customers that the live value model knows; `nil` without one.
  ///
  /// - Throws: `WorkspaceError` where the store cannot be read.
  public func liveGroups() throws -> KeptClusters? {
    try store.read { try ModelRegistry(db: $0).live(.value)?.card.groups }
  }

  /// Fits the value models anew where one is live, and lets them serve.
  ///
  /// Which model of purchase times it is decides the test on held-out purchases again, so that a shop
  /// whose customers change gets the model that foretells them best. One process at a time.
  ///
  /// - Parameters:
  ///   - options: As of when, and whether to do nothing unless it is due.
  ///   - settings: Threads and progress; they change nothing in the result.
  /// - Returns: What was decided, and why.
  /// - Throws: `ModelError.noLiveModel`, `RetrainingError.running` (not with `onlyIfDue`),
  ///   `HistoryError`, `WorkspaceError`.
  public func retrainValue(
    _ options: RetrainingOptions = RetrainingOptions(), settings: RunSettings = RunSettings()
  ) throws -> TrainingReport {
    let watch = Stopwatch()
    let live = try liveModel(.value)
    func notDue(_ reason: String) -> TrainingReport {
      TrainingReport(model: live, decision: .notDue, reason: reason, seconds: watch.seconds)
    }
    guard let lock = try RetrainingLock(in: folder) else {
      guard options.onlyIfDue else { throw RetrainingError.running(path: store.path) }
      return notDue("Another process is retraining this workspace.")
    }
    return try withExtendedLifetime(lock) {
      if options.onlyIfDue {
        let answer = try isRetrainingDue(options, of: .value)
        guard answer.isDue else { return notDue(answer.reason) }
      }
      let fit = try fitValue(asOf: options.asOf, run: settings)
      return try registerValue(fit, task: .retrain) { champion in
        guard champion?.version == live.version else {
          return (
            false, "Another version was promoted meanwhile, so this one waits as a candidate."
          )
        }
        let verdict = fit.validation?.verdict ?? "The history is too short to test models on."
        return (true, "\(fit.report.model) was fitted on everything. \(verdict)")
      }
    }
  }

  private func registerValue(
    _ fit: WorkspaceFit, task: RunRecord.Task,
    _ decide: (_ champion: RegisteredModel?) -> (goesLive: Bool, reason: String)
  ) throws -> TrainingReport {
    let parent = try store.read { try ModelRegistry(db: $0).live(.value)?.version }
    let candidate = Candidate(
      card: fit.origin, arrays: ModelArrays(), lastImport: fit.lastImport)
    return try register(candidate, parent: parent) { registry, model in
      let champion = try registry.live(.value)
      let decision = decide(champion)
      if decision.goesLive { try registry.promote(model.version) }
      return RunRecord(
        task: task, model: model, champion: champion,
        decision: decision.goesLive ? .promoted : .kept,
        reason: [decision.reason, fit.groupChanges.sentence].compactMap(\.self)
          .joined(separator: " "),
        lastImport: fit.lastImport, seconds: fit.seconds)
    }
  }
}
