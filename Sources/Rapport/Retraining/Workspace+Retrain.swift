import Evaluation
import Recommenders

extension Workspace {
  /// Trains the live recipe anew against a challenger, and promotes the winner if it is not worse.
  ///
  /// Both recipes are fitted on what was known before the newest window and scored on the window, for the
  /// same customers. The challenger wins only where the 95 % interval of the paired difference in NDCG@10
  /// lies above zero. The winner is fitted on everything and goes live, unless the version that serves, or
  /// plain popularity, is better than it by the same measure; then the live version stays. The decision, its
  /// reason and its numbers are recorded. One process at a time; killed at any point, the live version
  /// serves on.
  ///
  /// - Parameters:
  ///   - options: The challenger, and whether to do nothing unless it is due.
  ///   - settings: Threads and progress; they change nothing in the result.
  /// - Returns: What was decided, and why.
  /// - Throws: `ModelError.noLiveModel`, `RetrainingError.running` (not with `onlyIfDue`, where another
  ///   process at work is a reason to do nothing), `FittingError`, `WorkspaceError`.
  public func retrain(
    _ options: RetrainingOptions = RetrainingOptions(), settings: RunSettings = RunSettings()
  ) throws -> TrainingReport {
    let watch = Stopwatch()
    let live = try liveModel()
    func notDue(_ reason: String) -> TrainingReport {
      TrainingReport(model: live, decision: .notDue, reason: reason, seconds: watch.seconds)
    }
    guard let lock = try RetrainingLock(in: folder) else {
      guard options.onlyIfDue else { throw RetrainingError.running(path: store.path) }
      return notDue("Another process is retraining this workspace.")
    }
    return try withExtendedLifetime(lock) {
      if options.onlyIfDue {
        let answer = try isRetrainingDue(options)
        guard answer.isDue else { return notDue(answer.reason) }
      }
      return try contest(live, options, settings: settings, watch: watch)
    }
  }

  private func contest(
    _ live: RegisteredModel, _ options: RetrainingOptions, settings: RunSettings, watch: Stopwatch
  ) throws -> TrainingReport {
    let champion = try servedModel(live.version)
    let recipe = live.card.recipe ?? .standard
    let challenger = options.challenger ?? recipe.usualChallenger
    let data = try TrainingData(self, asOf: options.asOf)
    let trial = try Trial(self, data, options.training)
    let contest = try Contest(
      trial, champion: champion, (recipe, challenger), seed: options.seed, settings: settings)
    if let objection = contest.objection {
      return try keep(live, because: objection, contest, data, watch)
    }
    let candidate = try fit(
      contest.winner, data, trial, contest.result, seed: options.seed, settings: settings)
    return try register(candidate, parent: live.version) { registry, model in
      let present = try registry.live(.recommender)
      let isUnchanged = present?.version == live.version
      if isUnchanged { try registry.promote(model.version) }
      return RunRecord(
        task: .retrain, model: model, champion: present,
        decision: isUnchanged ? .promoted : .kept,
        reason: isUnchanged
          ? Self.reason(contest, champion: recipe)
          : "Another version was promoted meanwhile, so this one waits as a candidate.",
        comparison: contest.comparison, lastImport: data.lastImport, seconds: watch.seconds)
    }
  }

  /// Records that the live version stays.
  private func keep(
    _ live: RegisteredModel, because reason: String, _ contest: Contest, _ data: TrainingData,
    _ watch: Stopwatch
  ) throws -> TrainingReport {
    let run = RunRecord(
      task: .retrain, model: live, champion: live, decision: .kept, reason: reason,
      comparison: contest.comparison, lastImport: data.lastImport, seconds: watch.seconds)
    try store.write { try run.add(to: $0) }
    return run.report
  }

  private static func reason(_ contest: Contest, champion: Recipe) -> String {
    guard let comparison = contest.comparison else {
      return "Too few purchases to compare on; the live recipe was fitted on everything."
    }
    let decision =
      comparison.isChallengerBetter
      ? "The challenger is better and was fitted on everything."
      : "The challenger is not better; the live recipe was fitted on everything."
    return "\(decision) \(comparison.sentence)"
  }
}

extension Recipe {
  /// Who challenges a recipe where nobody is named: neighbours challenge factors, factors everything else.
  var usualChallenger: Recipe {
    Recipe(
      RecommenderConfiguration(
        configuration.algorithm == .implicitALS ? .itemNeighbours : .implicitALS),
      excludeProducts: excludeProducts)
  }
}
