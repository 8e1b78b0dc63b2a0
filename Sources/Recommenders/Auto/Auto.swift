public import Commerce
import Compute

/// Finds out what predicts this shop best: tries algorithms, tunes them, blends the best, and says why.
///
/// What a customer will buy is seen from several sides (habits, the crowd, customers in common, successions
/// of baskets, patterns, hidden tastes). Each side has a few alternatives, all fitted without purchases that
/// are kept back from the log; successive halving compares them on ever more customers (Jamieson and
/// Talwalkar 2016). The best of each side enter two blends, one with learned weights and one that is even
/// (see ``Blend``). What foresees best what was kept back is chosen; one algorithm alone where no blend is
/// better, for being simpler.
///
/// Where a log has neither dates nor orders, a random part of each customer's products must stand for the
/// future. That tells strong models from weak ones, but weights learned from it would fit the imitation: there
/// only the even blend is compared.
///
/// The budget is planned, not measured: every trial has an estimated cost in operations, and trials that
/// do not fit into the minutes are left out. So the same log and budget give the same model on every machine.
public struct Auto: Recommender, Equatable {
  /// About how many minutes the whole search may take on two cores of an ordinary server.
  public var minutes: Double
  /// How many customers the finalists are compared on.
  public var customers: Int
  /// What is kept back where there are no dates, and which customers are looked at.
  public var seed: Int

  /// A few minutes, unless told otherwise.
  public init(minutes: Double = 8, customers: Int = 3000, seed: Int = 1) {
    self.minutes = minutes
    self.customers = customers
    self.seed = seed
  }

  /// Searches, then fits what was chosen on everything.
  ///
  /// - Throws: ``FittingError``.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> AutoModel {
    let training = try log.forTraining(asOf: asOf)
    guard training.customerOffsets.last ?? 0 > 0 else {
      throw FittingError.noCustomers(asOf: asOf)
    }
    let bits = UInt64(bitPattern: Int64(seed))
    guard let holdOut = HoldOut(training, asOf: asOf, seed: bits) else {
      let trial = AutoTrial(
        side: "crowd", configuration: .popularity(Popularity()), score: nil, verdict: .untested)
      let result = AutoSearch.Result(
        components: [trial.configuration], weighting: .even, weights: .equal(components: 1),
        trials: [trial])
      return try model(result, training, asOf, environment)
    }
    let search = AutoSearch(
      plan: AutoPlan(
        training, holdOut: holdOut, minutes: minutes, catalogue: environment.catalogue,
        groups: environment.groups),
      holdOut: holdOut,
      customers: customers, seed: bits, parallel: Parallel(threads: environment.threads))
    let result = try search.run(environment.part(0, 0.7))
    return try model(result, training, asOf, environment.part(0.7, 1))
  }

  /// Fits the chosen components on everything.
  private func model(
    _ result: AutoSearch.Result, _ training: PurchaseLog, _ asOf: Day,
    _ environment: FitEnvironment
  ) throws -> AutoModel {
    let blend = Blend(result.components)
    let models = try blend.fitted(on: training, asOf: asOf, environment)
    return AutoModel(
      configuration: self, trials: result.trials,
      blend: BlendModel(
        components: result.components, weighting: result.weighting, models: models,
        weights: result.weights, products: training.products,
        popularity: PopularityTable(counting: training, asOf: asOf)))
  }
}

extension Auto: RecipeSection {
  init(reading reader: inout RecipeReader) throws {
    let standard = Auto()
    self.init(
      minutes: try reader.number("minutes", default: standard.minutes, in: 0.01...10_000),
      customers: try reader.integer("customers", default: standard.customers, in: 1...10_000_000),
      seed: try reader.integer("seed", default: standard.seed, in: 0...Int.max))
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("minutes", minutes)
    try writer.set("customers", customers)
    try writer.set("seed", seed)
  }
}
