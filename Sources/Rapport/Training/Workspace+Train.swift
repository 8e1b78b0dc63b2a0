public import Commerce
import Compute
public import Evaluation
import Foundation
public import Recommenders

/// What training decides on besides the recipe.
public struct TrainingOptions: Sendable {
  /// The day that is today; the day of the newest purchase where none is given.
  public var asOf: Day?
  /// The seed of what is drawn by chance in the test's intervals.
  public var seed: UInt64
  /// Whether products bought before may be recommended again, in the test.
  public var repeats: Evaluation.RepeatPolicy
  /// Whether the new version goes live even where another is.
  public var promotes: Bool

  /// Tests with repeats, as of the newest purchase; a first model goes live, a later one waits.
  public init(
    asOf: Day? = nil, seed: UInt64 = 1, repeats: Evaluation.RepeatPolicy = .allow,
    promotes: Bool = false
  ) {
    self.asOf = asOf
    self.seed = seed
    self.repeats = repeats
    self.promotes = promotes
  }
}

extension Workspace {
  /// Fits a recommender, measures it on the newest window of purchases, and registers it.
  ///
  /// The recipe is fitted twice: on what was known before the newest window, to be scored on the window
  /// (a temporal split, every product ranked), and then on everything, which is the model that is kept. What
  /// `auto` and `blend` decide in the first fit stands in the second, so a search is made once. The first
  /// fit also teaches how likely a customer is to buy what is offered (`PurchaseProbability`). The file is
  /// written and synced before its row is committed; killed at any point, the workspace serves what
  /// it served before.
  ///
  /// - Parameters:
  ///   - recipe: What to fit.
  ///   - options: As of when, tested how, and whether it goes live at once.
  ///   - settings: Threads and progress; they change nothing in the result.
  /// - Returns: The registered version, and in words what became of it.
  /// - Throws: `WorkspaceError.empty` without purchases, `FittingError`, `WorkspaceError.diskFull`.
  public func train(
    _ recipe: Recipe = .standard, options: TrainingOptions = TrainingOptions(),
    settings: RunSettings = RunSettings()
  ) throws -> TrainingReport {
    let watch = Stopwatch()
    let data = try TrainingData(self, asOf: options.asOf)
    let trial = try Trial(self, data, options)
    let result = try trial?.evaluation.run(recipe, settings: settings)
    let candidate = try fit(recipe, data, trial, result, seed: options.seed, settings: settings)
    let parent = try store.read { try ModelRegistry(db: $0).live(.recommender)?.version }
    return try register(candidate, parent: parent) { registry, model in
      let champion = try registry.live(.recommender)
      let goesLive = champion == nil || options.promotes
      if goesLive { try registry.promote(model.version) }
      return RunRecord(
        task: .train, model: model, champion: champion, decision: goesLive ? .promoted : .kept,
        reason: Self.trainingReason(champion: champion, promotes: options.promotes),
        seconds: watch.seconds)
    }
  }

  private static func trainingReason(champion: RegisteredModel?, promotes: Bool) -> String {
    guard let champion else { return "The first model goes live." }
    return promotes
      ? "Promoted as asked; version \(champion.version) is retired."
      : "Version \(champion.version) stays live; compare with: rapport models list."
  }
}
