public import Commerce
import Compute

/// Combines several algorithms, weighting each by how well it foresaw purchases that were kept back.
///
///     score(c, i) = Σ_m Σ_t w_{g,m,t} · f_t(s_m(c, i)) + [bought before] · shift(c)
///
/// over components m and four views f_t of their scores, with one set of weights w for products new to the
/// customer and another for repeats. The components are first fitted without the newest window of the log
/// (see below where there are no dates), the weights learned there by listwise logistic regression, and then
/// the components are fitted again on everything. Where the log is long enough, up to two earlier windows teach the
/// weights as well, with components fitted without anything that came later. The test never takes part.
///
/// With `weighting: even` nothing is learned: the components' scores, each divided by its spread over the
/// customer's new products, are summed. That is the safer choice where there is no past to imitate a future
/// with: averages of unlike models rarely lose to the best of them (Clemen 1989).
///
/// What is kept back: the newest window of a dated log; of orders without dates each customer's last one;
/// where there is neither, a seeded fifth of each customer's products.
public struct Blend: Recommender, Equatable {
  /// How the components' weights come about.
  public enum Weighting: String, CaseIterable, Sendable {
    /// From purchases that were kept back.
    case learned
    /// All alike, each by its spread.
    case even
  }

  /// What is combined.
  public var components: [RecommenderConfiguration]
  /// How the components' weights come about.
  public var weighting: Weighting
  /// How many customers the weights are learned from.
  public var customers: Int
  /// How many candidates of each are compared, repeats aside.
  public var candidates: Int
  /// λ: how much weights are held near zero; `nil` chooses by what half of the customers say of the other.
  public var regularisation: Double?
  /// Which customers are learned from, and what is kept back where there are no dates.
  public var seed: Int

  /// Combines habits and walks, unless told otherwise.
  public init(
    _ components: [RecommenderConfiguration] = Blend.standardComponents,
    weighting: Weighting = .learned, customers: Int = 4000, candidates: Int = 200,
    regularisation: Double? = nil, seed: Int = 1
  ) {
    self.components = components
    self.weighting = weighting
    self.customers = customers
    self.candidates = candidates
    self.regularisation = regularisation
    self.seed = seed
  }

  /// Quick components that see purchases from different sides: those of `Models/blend.yaml`.
  public static var standardComponents: [RecommenderConfiguration] {
    [
      .nextBasket(NextBasket(basketDecay: 1, popularityWeight: 0)),
      .nextBasket(NextBasket(basketDecay: 0.9, popularityWeight: 0)),
      .nextBasket(NextBasket(basketDecay: 0.6, popularityWeight: 0)),
      .nextBasket(NextBasket(basketDecay: 1, popularityWeight: 1_000)),
      .nextBasket(
        NextBasket(basketDecay: 1, popularityWeight: 1_000, popularityBasketDecay: 0.6)),
      .popularity(Popularity()),
      .randomWalk(walk(.customers, pathExponent: 1, basketDecay: 0.9)),
      .randomWalk(walk(.baskets, pathExponent: 0.5, basketDecay: 0.9)),
      .randomWalk(walk(.successions, pathExponent: 0.5, basketDecay: 0.5)),
    ]
  }

  private static func walk(
    _ path: RandomWalk.Path, pathExponent: Double, basketDecay: Double
  ) -> RandomWalk {
    RandomWalk(
      path: path, sourceExponent: 0.6, pathExponent: pathExponent, targetExponent: 0.2,
      basketDecay: basketDecay)
  }

  var learning: BlendLearning {
    BlendLearning(
      customers: customers, candidates: candidates,
      regularisation: regularisation,
      seed: UInt64(bitPattern: Int64(seed)))
  }

  /// Fits the components, learns the weights, and fits the components again on everything.
  ///
  /// - Throws: ``FittingError``, or what a component throws.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> BlendModel {
    let training = try log.forTraining(asOf: asOf)
    guard training.customerOffsets.last ?? 0 > 0 else {
      throw FittingError.noCustomers(asOf: asOf)
    }
    var learning = learning
    learning.groups = environment.groups
    let parallel = Parallel(threads: environment.threads)
    var weights = BlendWeights.equal(components: components.count)
    if weighting == .learned, let holdOut = HoldOut(training, asOf: asOf, seed: learning.seed) {
      let models = try fitted(
        on: holdOut.train, asOf: holdOut.asOf, environment.part(0, 0.3))
      let material = try learning.material(
        of: models, fittedAs: components,
        on: holdOut.withEarlier(BlendLearning.windows, seed: learning.seed),
        places: holdOut.sample(customers, seed: learning.seed), environment: environment)
      weights = learning.outcome(of: material, parallel: parallel).weights
      environment.progress(0.55, "weighting")
    }
    return BlendModel(
      components: components,
      weighting: weighting,
      models: try fitted(on: training, asOf: asOf, environment.part(0.55, 1)), weights: weights,
      products: training.products,
      popularity: PopularityTable(counting: training, asOf: asOf))
  }

  func fitted(
    on log: PurchaseLog, asOf: Day, _ environment: FitEnvironment
  ) throws -> [any StoredModel] {
    try components.enumerated().map { place, component in
      let count = Double(components.count)
      return try component.fit(
        log, asOf: asOf,
        environment: environment.part(Double(place) / count, Double(place + 1) / count))
    }
  }
}

extension FitEnvironment {
  /// The same without a voice.
  var silent: FitEnvironment {
    var silent = FitEnvironment(threads: threads)
    silent.catalogue = catalogue
    silent.groups = groups
    return silent
  }

  /// An environment whose progress is a part of this one's.
  func part(_ from: Double, _ to: Double) -> FitEnvironment {
    var part = FitEnvironment(threads: threads) { [progress] fraction, what in
      progress(from + (to - from) * fraction, what)
    }
    part.catalogue = catalogue
    part.groups = groups
    return part
  }
}

extension Blend: RecipeSection {
  init(reading reader: inout RecipeReader) throws {
    let standard = Blend()
    self.init(
      try reader.configurations("components") ?? standard.components,
      weighting: try reader.choice("weighting", default: standard.weighting),
      customers: try reader.integer("customers", default: standard.customers, in: 1...10_000_000),
      candidates: try reader.integer(
        "candidates", default: standard.candidates, in: 1...1_000_000),
      regularisation: try reader.optionalNumber("regularisation", in: 0...1_000),
      seed: try reader.integer("seed", default: standard.seed, in: 0...Int.max))
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("components", components)
    try writer.set("weighting", weighting.rawValue)
    try writer.set("customers", customers)
    try writer.set("candidates", candidates)
    try writer.set("regularisation", regularisation)
    try writer.set("seed", seed)
  }
}
