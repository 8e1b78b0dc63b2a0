import Evaluation
import Recommenders

/// The live recipe against its challenger on the newest window, and what follows from it.
struct Contest {
  /// Which recipe is fitted on everything.
  let winner: Recipe
  /// How the winner did, or `nil` where nothing could be tested.
  let result: ModelEvaluation?
  /// The numbers, or `nil` where nothing could be tested.
  let comparison: ModelComparison?
  /// Why the winner must not go live, or `nil` where it may.
  let objection: String?

  /// Fits both before the newest window and scores them on it.
  init(
    _ trial: Trial?, champion: ServedModel, _ recipes: (live: Recipe, challenger: Recipe),
    seed: UInt64, settings: RunSettings
  ) throws {
    guard let trial else {
      (winner, result, comparison, objection) = (recipes.live, nil, nil, nil)
      return
    }
    let bootstrap = Bootstrap(seed: seed, threads: settings.threads)
    func compare(
      _ a: (String, RankingScores), _ b: (String, RankingScores)
    ) -> ModelComparison? {
      ModelComparison(champion: a, challenger: b, trial: trial, bootstrap: bootstrap)
    }
    let live = try trial.evaluation.run(recipes.live, settings: settings)
    let challenger = try trial.evaluation.run(recipes.challenger, settings: settings)
    let comparison = compare((live.name, live.scores), (challenger.name, challenger.scores))
    let challengerWins = comparison?.isChallengerBetter == true
    let best = challengerWins ? challenger : live
    self.comparison = comparison
    winner = challengerWins ? recipes.challenger : recipes.live
    result = best
    objection = try Self.objection(to: best, champion, trial, compare, settings)
  }

  /// What speaks against the winner: the version that serves is better, or plain popularity is.
  ///
  /// The version that serves can only be tried where it has seen nothing of the window.
  private static func objection(
    to winner: ModelEvaluation, _ champion: ServedModel, _ trial: Trial,
    _ compare: ((String, RankingScores), (String, RankingScores)) -> ModelComparison?,
    _ settings: RunSettings
  ) throws -> String? {
    let found = (winner.name, winner.scores)
    if champion.version.card.lastDay <= trial.split.lastTrainDay {
      let scores = trial.evaluation.measure(champion.recommender, settings: settings)
      let serving = compare(found, ("version \(champion.version.version)", scores))
      if let serving, serving.isChallengerBetter {
        return "The version that serves is better than a new one. \(serving.sentence)"
      }
    }
    let plain = Recipe(RecommenderConfiguration(.popularity))
    guard winner.recipe.configuration.algorithm != .popularity else { return nil }
    let popularity = try trial.evaluation.run(plain, settings: settings)
    guard let floor = compare(found, (popularity.name, popularity.scores)),
      floor.isChallengerBetter
    else { return nil }
    return "Even plain popularity is better than the winner, so the new purchases deserve a look. "
      + floor.sentence
  }
}
