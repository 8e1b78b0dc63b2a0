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
    catalogue: Catalogue = Catalogue(), groups: CustomerGroups = CustomerGroups(),
    settings: RunSettings = RunSettings()
  ) throws {
    var tested = try RecommenderEvaluation(train: train, test: test, asOf: asOf, options: options)
    tested.catalogue = catalogue
    tested.groups = groups
    let validated = try Self.validation(of: tested, test: test)
    let bootstrap = tested.bootstrap(threads: settings.threads)
    let orders = tested.ordersBefore
    var rows: [Row] = []
    var met: [(name: String, scores: RankingScores)] = []
    var floor: RankingScores?
    for recipe in Self.withPopularityFirst(recipes) {
      let result = try tested.run(recipe, settings: settings)
      let validation = validated?.measure(result.model, settings: settings)
      let name = Self.distinct(result.name, among: rows)
      met.append((name, result.scores))
      rows.append(
        Row(
          name: name, recipe: recipe,
          metrics: result.scores.estimates(bootstrap),
          overPopularity: Self.differences(result.scores, floor, tested, bootstrap),
          validation: validation?.estimates(bootstrap) ?? [],
          segments: TestedSegment.segments(of: result.scores, orders: orders, bootstrap),
          newProducts: NewProductTest(
            result.model, tested, test: test, catalogue: catalogue,
            places: tested.yardstick.listLength),
          trials: (result.model as? AutoModel)?.trials ?? [], loss: result.loss,
          iterations: result.iterations, timing: result.timing,
          peakMegabytes: result.peakMegabytes))
      if floor == nil { floor = result.scores }
    }
    self.init(
      customers: tested.yardstick.truth.customers.count, products: train.products.count,
      asOf: tested.asOf, options: options,
      validationCustomers: validated?.yardstick.truth.customers.count ?? 0, models: rows,
      comparisons: met.count > 2 ? ModelDuel.all(met, Self.compared(tested), bootstrap) : [],
      newCustomers: floor.flatMap {
        NewCustomerTest(tested, everybody: $0, groups: groups, bootstrap)
      }, leaks: leaks)
    if newCustomers == nil, !groups.isEmpty {
      unknownNewCustomers = NewCustomerTest.count(of: tested)
    }
  }

  /// Tests recipes on two files of purchases that somebody else has split.
  ///
  /// See ``PurchaseFile`` for how they are read.
  ///
  /// - Throws: `ImportError`, `EvaluationError`, `FittingError`, and `Leak` where one leaves nothing to test.
  public init(
    recipes: [Recipe], trainFile: URL, testFile: URL, asOf: Day? = nil,
    options: EvaluationOptions = EvaluationOptions(), settings: RunSettings = RunSettings()
  ) throws {
    let train = try PurchaseFile(trainFile, settings: settings)
    let test = try PurchaseFile(testFile, settings: settings)
    let leaks = PurchaseFile.leaks(train: train, test: test)
    do {
      try self.init(
        recipes: recipes, train: train.log, test: test.log, asOf: asOf, options: options,
        leaks: leaks, settings: settings)
    } catch EvaluationError.nobodyToTest where !leaks.isEmpty {
      // The same purchases on both sides leave nothing new to test; that is the cause, and must be said.
      throw leaks[0]
    }
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
    var validation = try RecommenderEvaluation(
      train: tested.train, test: test, asOf: tested.asOf, options: options)
    validation.groups = tested.groups
    return validation
  }

  private static func differences(
    _ scores: RankingScores, _ floor: RankingScores?, _ tested: RecommenderEvaluation,
    _ bootstrap: Bootstrap
  ) -> [(metric: RankingMetric, comparison: Comparison)] {
    guard let floor else { return [] }
    return compared(tested).compactMap { metric in
      scores.comparison(with: floor, in: metric, bootstrap).map { (metric, $0) }
    }
  }

  /// What models are compared in: recall and NDCG of the longest list.
  private static func compared(_ tested: RecommenderEvaluation) -> [RankingMetric] {
    guard let cutoff = tested.yardstick.cutoffs.last else { return [] }
    return [.recall, .ndcg].map { RankingMetric($0, at: cutoff) }
  }

  /// A second model of one name gets a number behind it.
  private static func distinct(_ name: String, among rows: [Row]) -> String {
    let same = rows.filter { $0.recipe.modelName == name }.count
    return same == 0 ? name : "\(name) (\(same + 1))"
  }
}
