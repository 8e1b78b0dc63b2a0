public import Commerce
public import Compute

/// What `Auto` chose, fitted on everything, with the table of what it tried.
public struct AutoModel: StoredModel, FallbackModel {
  /// How it was searched for.
  public let configuration: Auto
  /// What was tried, and what became of it.
  public let trials: [AutoTrial]
  /// What was chosen.
  public let blend: BlendModel

  init(configuration: Auto, trials: [AutoTrial], blend: BlendModel) {
    self.configuration = configuration
    self.trials = trials
    self.blend = blend
  }

  init(_ configuration: Auto, from source: some ModelArraySource) throws {
    _ = try source.texts("products")
    let trials = try AutoTrial.trials(source.texts("trials"), array: "trials")
    let isEven = try source.integers("blendIsEven", count: 1).pointer[0] == 1
    let chosen = trials.filter { $0.verdict == .chosen || $0.verdict == .untested }
    self.init(
      configuration: configuration, trials: trials,
      blend: try BlendModel(
        components: chosen.map(\.configuration), weighting: isEven ? .even : .learned,
        from: source))
  }

  /// The products that were bought.
  public var products: IDIndex<ProductID> { blend.products }
  /// How often each product is bought: the answer to strangers.
  public var popularity: PopularityTable { blend.popularity }

  /// What the chosen components say together.
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    blend.scores(for: customers, in: histories, asOf: asOf)
  }

  /// The arrays of what was chosen, and the table.
  public var arrays: ModelArrays {
    var arrays = blend.arrays
    arrays.set("trials", AutoTrial.texts(trials))
    let isEven: Int32 = blend.weighting == .even ? 1 : 0
    arrays.set("blendIsEven", AlignedBuffer(repeating: isEven, count: 1))
    return arrays
  }
}

extension AutoModel: ExplainingModel {
  /// The reasons of the chosen components.
  public func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    blend.reasons(for: product, customer: customer, in: histories, asOf: asOf, count: count)
  }
}

extension AutoModel: SimilarityModel {
  /// What the first chosen component that knows similar products says.
  public func similar(to product: Int, count: Int) -> [TopSelection.Element] {
    blend.similar(to: product, count: count)
  }
}
