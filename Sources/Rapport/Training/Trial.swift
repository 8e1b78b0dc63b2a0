import Commerce
import Evaluation
import Recommenders

/// The purchases a model is trained on, and what tells whether there are newer ones.
struct TrainingData {
  let log: PurchaseLog
  let asOf: Day
  /// The newest file of purchases that was there before the log was read.
  let lastImport: Int

  /// Reads first which import is the newest, so that one that comes meanwhile counts as not seen.
  init(_ workspace: Workspace, asOf day: Day?) throws {
    lastImport = try workspace.store.read { try ModelRegistry(db: $0).lastImport() }
    log = try workspace.analysisLog(asOf: day)
    guard let last = day ?? log.lastDay else {
      throw WorkspaceError.empty(path: workspace.store.path)
    }
    asOf = last
  }
}

/// The newest window of purchases, on which recipes are tried before they are fitted on everything.
struct Trial {
  let split: TemporalSplit
  private(set) var evaluation: RecommenderEvaluation

  /// Cuts off the newest window, or `nil` where there is nothing or nobody to test.
  init?(_ workspace: Workspace, _ data: TrainingData, _ options: TrainingOptions) throws {
    guard let day = TemporalSplit.defaultDay(for: data.log) else { return nil }
    do {
      split = TemporalSplit(
        known: try workspace.analysisLog(asOf: day), all: data.log, after: day)
      evaluation = try RecommenderEvaluation(
        train: split.train, test: split.test, asOf: day,
        options: EvaluationOptions(repeats: options.repeats, seed: options.seed))
      evaluation.catalogue = try workspace.catalogue()
      evaluation.groups = try workspace.customerFacts()
    } catch is EvaluationError {
      return nil
    }
  }

  /// The window, as a model card tells it.
  var window: ModelCard.TestWindow {
    ModelCard.TestWindow(
      lastTrainDay: split.lastTrainDay, lastTestDay: split.lastTestDay,
      customers: evaluation.yardstick.truth.customers.count,
      repeats: evaluation.yardstick.truth.repeats)
  }

  /// How likely customers are to buy what a model offers, learned from the window.
  func probability(_ result: ModelEvaluation, in log: PurchaseLog) -> PurchaseProbability? {
    let days = split.lastTrainDay.distance(to: split.lastTestDay)
    let rule = OfferRule(windowDays: max(1, min(28, days)))
    return .fit(
      log, model: result.model, splitDay: split.lastTrainDay, rule: rule,
      groups: evaluation.groups)
  }

  /// How likely each product of a list is to be bought, learned from the window.
  func chance(_ result: ModelEvaluation, in log: PurchaseLog, threads: Int) -> ProductChance? {
    let days = split.lastTrainDay.distance(to: split.lastTestDay)
    return .fit(
      log, model: result.model, splitDay: split.lastTrainDay, windowDays: max(1, min(28, days)),
      groups: evaluation.groups, threads: threads)
  }
}
