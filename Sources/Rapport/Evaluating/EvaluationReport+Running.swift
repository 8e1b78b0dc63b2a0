public import Commerce
public import Evaluation
public import Foundation
public import Recommenders

extension EvaluationReport {
  /// Tests recipes, popularity always among them and first, whether asked for or not.
  ///
  /// - Throws: `EvaluationError`, `FittingError`.
  public init(
    recipes: [Recipe], train: PurchaseLog, test: PurchaseLog, asOf: Day? = nil,
    options: EvaluationOptions = EvaluationOptions(), leaks: [Leak] = [],
    settings: RunSettings = RunSettings()
  ) throws {
    let tested = try RecommenderEvaluation(train: train, test: test, asOf: asOf, options: options)
    let validated = try Self.validation(of: tested, test: test)
    let bootstrap = tested.bootstrap(threads: settings.threads)
    var rows: [Row] = []
    var floor: RankingScores?
    for recipe in Self.withPopularityFirst(recipes) {
      let result = try tested.run(recipe, settings: settings)
      let validation = validated?.measure(result.model, settings: settings)
      rows.append(
        Row(
          name: Self.distinct(result.name, among: rows), recipe: recipe,
          metrics: result.scores.estimates(bootstrap),
          overPopularity: Self.differences(result.scores, floor, tested, bootstrap),
          validation: validation?.estimates(bootstrap) ?? [], loss: result.loss,
          iterations: result.iterations, timing: result.timing,
          peakMegabytes: result.peakMegabytes))
      if floor == nil { floor = result.scores }
    }
    self.init(
      customers: tested.yardstick.truth.customers.count, products: train.products.count,
      asOf: tested.asOf, options: options,
      validationCustomers: validated?.yardstick.truth.customers.count ?? 0, models: rows,
      leaks: leaks)
  }

  /// Tests recipes on two files of purchases that somebody else has split.
  ///
  /// See ``PurchaseFile`` for how they are read.
  ///
  /// - Throws: `ImportError`, `EvaluationError`, `FittingError`.
  public init(
    recipes: [Recipe], trainFile: URL, testFile: URL, asOf: Day? = nil,
    options: EvaluationOptions = EvaluationOptions(), settings: RunSettings = RunSettings()
  ) throws {
    let train = try PurchaseFile(trainFile, settings: settings)
    let test = try PurchaseFile(testFile, settings: settings)
    try self.init(
      recipes: recipes, train: train.log, test: test.log, asOf: asOf, options: options,
      leaks: PurchaseFile.leaks(train: train, test: test), settings: settings)
  }

  /// Plain popularity, then the others in the order they were asked for.
  static func withPopularityFirst(_ recipes: [Recipe]) -> [Recipe] {
    let plain = RecommenderConfiguration(.popularity)
    let popularity = recipes.first { $0.configuration == plain } ?? Recipe(plain)
    return [popularity] + recipes.filter { $0 != popularity }
  }

  /// The same test asked of the customers on whom recipes are chosen.
  private static func validation(
    of tested: RecommenderEvaluation, test: PurchaseLog
  ) throws -> RecommenderEvaluation? {
    var options = tested.options
    guard !options.validationCustomers.isEmpty else { return nil }
    options.customers = options.validationCustomers
    options.validationCustomers = []
    return try RecommenderEvaluation(
      train: tested.train, test: test, asOf: tested.asOf, options: options)
  }

  private static func differences(
    _ scores: RankingScores, _ floor: RankingScores?, _ tested: RecommenderEvaluation,
    _ bootstrap: Bootstrap
  ) -> [(metric: RankingMetric, comparison: Comparison)] {
    guard let floor, let cutoff = tested.yardstick.cutoffs.last else { return [] }
    return [RankingMetric.Kind.recall, .ndcg].compactMap { kind in
      let metric = RankingMetric(kind, at: cutoff)
      return scores.comparison(with: floor, in: metric, bootstrap).map { (metric, $0) }
    }
  }

  /// A second model of one name gets a number behind it.
  private static func distinct(_ name: String, among rows: [Row]) -> String {
    let same = rows.filter { $0.recipe.modelName == name }.count
    return same == 0 ? name : "\(name) (\(same + 1))"
  }
}
