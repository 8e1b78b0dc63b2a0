public import Commerce
import Compute

/// Predicts the next basket from the customer's own habits and from what everybody buys just now.
///
///     score(c, i) = Σ_b q^age(b) · due(c, i) + w · recent(i) / max recent
///
/// over the customer's baskets b that contain product i. The first part is personal frequency, newer baskets
/// counting more; `due` lowers products that were bought too recently, or too long ago, for the customer's
/// own rhythm with the product. The second is popularity with a short memory, which breaks the many ties and
/// fills the list of those with few purchases.
public struct NextBasket: Recommender, Equatable {
  /// q: what a basket keeps of its weight with every newer one of the customer.
  public var basketDecay: Double
  /// After so many days a basket counts half; `nil` means days do not matter.
  public var halfLifeDays: Double?
  /// w: what the most popular product is worth, in purchases of one's own.
  public var popularityWeight: Double
  /// What an order keeps of its weight in the popularity with every newer one of its customer.
  public var popularityBasketDecay: Double
  /// After so many days an order counts half in the popularity; `nil` means days do not matter.
  public var popularityHalfLifeDays: Double?
  /// How much the rhythm matters: 0 not at all, 1 wholly.
  public var cadence: Double

  /// Slowly fading counts of the customer and of everybody's latest baskets, unless told otherwise.
  public init(
    basketDecay: Double = 0.9, halfLifeDays: Double? = nil, popularityWeight: Double = 2,
    popularityBasketDecay: Double = 0.3, popularityHalfLifeDays: Double? = nil,
    cadence: Double = 0
  ) {
    self.basketDecay = basketDecay
    self.halfLifeDays = halfLifeDays
    self.popularityWeight = popularityWeight
    self.popularityBasketDecay = popularityBasketDecay
    self.popularityHalfLifeDays = popularityHalfLifeDays
    self.cadence = cadence
  }

  var memory: BasketMemory { BasketMemory(basketDecay: basketDecay, halfLifeDays: halfLifeDays) }

  /// Counts what everybody buys just now and how long each product lasts.
  ///
  /// - Throws: ``FittingError``.
  /// - Complexity: O(n log m) for n lines, at most m of one customer.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> NextBasketModel {
    let training = try log.forTraining(asOf: asOf)
    let latest = BasketMemory(
      basketDecay: popularityBasketDecay, halfLifeDays: popularityHalfLifeDays
    ).matrix(of: training, customers: 0..<training.customers.count, asOf: asOf).columnSums
    let largest = latest.max() ?? 0
    environment.progress(1, "counting habits")
    return NextBasketModel(
      configuration: self, products: training.products,
      popularity: PopularityTable(counting: training, asOf: asOf),
      recent: AlignedBuffer(latest.map { largest > 0 ? $0 / largest : 0 }, padding: 0),
      intervals: AlignedBuffer(Rhythm.typicalIntervals(of: training), padding: 0))
  }
}

extension NextBasket: RecipeSection {
  init(reading reader: inout RecipeReader) throws {
    let standard = NextBasket()
    self.init(
      basketDecay: try reader.number("basketDecay", default: standard.basketDecay, in: 0.01...1),
      halfLifeDays: try reader.optionalNumber("halfLifeDays", in: 0.01...100_000),
      popularityWeight: try reader.number(
        "popularityWeight", default: standard.popularityWeight, in: 0...1_000_000),
      popularityBasketDecay: try reader.number(
        "popularityBasketDecay", default: standard.popularityBasketDecay, in: 0.01...1),
      popularityHalfLifeDays: try reader.optionalNumber(
        "popularityHalfLifeDays", in: 0.01...100_000),
      cadence: try reader.number("cadence", default: standard.cadence, in: 0...1))
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("basketDecay", basketDecay)
    try writer.set("halfLifeDays", halfLifeDays)
    try writer.set("popularityWeight", popularityWeight)
    try writer.set("popularityBasketDecay", popularityBasketDecay)
    try writer.set("popularityHalfLifeDays", popularityHalfLifeDays)
    try writer.set("cadence", cadence)
  }
}
