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
  /// (a temporal split, every product ranked), and then on everything, which is the model that is kept. The
  /// first fit also teaches how likely a customer is to buy what is offered (`PurchaseProbability`). The
  /// file is written and synced before its row is committed; killed at any point, the workspace serves what
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
    let data = try trainingData(asOf: options.asOf)
    let trials = RecipeTrials(data.log, repeats: options.repeats)
    let trial = try trials?.run(recipe, settings: settings)
    let candidate = try fit(
      recipe, data, trials: trials, trial: trial, seed: options.seed, settings: settings)
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

/// The purchases a model is trained on, and what tells whether there are newer ones.
struct TrainingData {
  let log: PurchaseLog
  let asOf: Day
  /// The newest file of purchases that was there before the log was read.
  let lastImport: Int
}

/// A fitted model on its way to the registry.
struct Candidate {
  var card: ModelCard
  let arrays: ModelArrays
  let lastImport: Int
}

extension Workspace {
  /// Reads the log, and first which import is the newest: a later one then counts as not seen.
  func trainingData(asOf day: Day?) throws -> TrainingData {
    let lastImport = try store.read { try ModelRegistry(db: $0).lastImport() }
    let log = try analysisLog(asOf: day)
    guard let last = day ?? log.lastDay else {
      throw WorkspaceError.empty(path: folder.path(percentEncoded: false))
    }
    return TrainingData(log: log, asOf: last, lastImport: lastImport)
  }

  /// Fits a recipe on everything and joins what its trial found.
  func fit(
    _ recipe: Recipe, _ data: TrainingData, trials: RecipeTrials?, trial: RecipeTrials.Outcome?,
    seed: UInt64, settings: RunSettings
  ) throws -> Candidate {
    let model = try recipe.fit(data.log, asOf: data.asOf, environment: settings.fitEnvironment)
    var arrays = model.arrays
    if let trials, let trial, let probability = Self.probability(trials, trial, data.log) {
      arrays.merge(probability.arrays)
    }
    let bootstrap = Bootstrap(seed: seed, threads: settings.threads)
    let metrics = trial?.scores.estimates(bootstrap) ?? []
    let card = ModelCard(
      kind: .recommender, name: recipe.modelName, recipe: recipe, seed: seed, asOf: data.asOf,
      lastDay: data.log.lastDay ?? data.asOf, fingerprint: data.log.fingerprint,
      lines: data.log.count, products: model.products.count,
      metrics: Dictionary(
        uniqueKeysWithValues: metrics.map { ($0.metric.description, $0.estimate) }),
      test: trials?.window)
    return Candidate(card: card, arrays: arrays, lastImport: data.lastImport)
  }

  /// How likely customers are to buy what is offered, learned from the trial's window.
  private static func probability(
    _ trials: RecipeTrials, _ trial: RecipeTrials.Outcome, _ log: PurchaseLog
  ) -> PurchaseProbability? {
    let window = trials.split.lastTrainDay.distance(to: trials.split.lastTestDay)
    let rule = OfferRule(windowDays: max(1, min(28, window)))
    return .fit(log, model: trial.model, splitDay: trials.split.lastTrainDay, rule: rule)
  }

  /// Writes the file, then commits its row together with the decision about it.
  func register(
    _ candidate: Candidate, parent: Int?,
    deciding decide: (ModelRegistry, RegisteredModel) throws -> RunRecord
  ) throws -> TrainingReport {
    var card = candidate.card
    card.parent = parent
    let writer = ModelFileWriter(
      card: try ModelCard.encoder.encode(card), arrays: candidate.arrays)
    return try store.write { db in
      let registry = ModelRegistry(db: db)
      let folder = ModelFolder(modelsFolder)
      folder.sweep(keeping: try registry.models().map(\.version))
      let model = try registry.add(
        card, checksum: writer.checksum, bytes: writer.length, lastImport: candidate.lastImport)
      try writer.write(to: folder.file(of: model.version))
      var run = try decide(registry, model)
      run.model = try registry.model(model.version)
      try run.add(to: db)
      return TrainingReport(
        model: run.model, decision: run.decision, reason: run.reason, seconds: run.seconds)
    }
  }
}
