public import Commerce
import Compute

/// Recommends products that are like what the customer has bought: of the category, brand, price and words.
///
/// With F the facts of products (``ProductContent``: rows of length 1, rare facts counting more) and r what
/// the customer has bought, fading with the baskets since, the scores are r·F·Fᵀ. Nothing of it is learned
/// from other customers: alone it is the weakest of recommenders, in a blend it speaks for what has hardly
/// been bought yet. Where nothing is known of the products, what remains is their popularity.
public struct Attributes: Recommender, Equatable {
  /// What a basket keeps of its weight with every newer one of the customer, 0 to 1.
  public var basketDecay: Double
  /// After so many days a basket counts half; `nil` means days do not matter.
  public var halfLifeDays: Double?

  /// Newer baskets count a little more, unless told otherwise.
  public init(basketDecay: Double = 0.9, halfLifeDays: Double? = nil) {
    self.basketDecay = basketDecay
    self.halfLifeDays = halfLifeDays
  }

  var memory: BasketMemory { BasketMemory(basketDecay: basketDecay, halfLifeDays: halfLifeDays) }

  /// Reads the facts of the products that were bought.
  ///
  /// - Throws: ``FittingError``.
  /// - Complexity: O(n log n) for n facts of all products.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> AttributesModel {
    let training = try log.forTraining(asOf: asOf)
    guard training.customerOffsets.last ?? 0 > 0 else {
      throw FittingError.noCustomers(asOf: asOf)
    }
    let content = ProductContent(training.products, environment.catalogue)
    environment.progress(1, "reading facts")
    return AttributesModel(
      configuration: self, products: training.products,
      popularity: PopularityTable(counting: training, asOf: asOf), facts: content.rows)
  }
}

extension Attributes: RecipeSection {
  init(reading reader: inout RecipeReader) throws {
    let standard = Attributes()
    self.init(
      basketDecay: try reader.number("basketDecay", default: standard.basketDecay, in: 0.01...1),
      halfLifeDays: try reader.optionalNumber("halfLifeDays", in: 0.01...100_000))
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("basketDecay", basketDecay)
    try writer.set("halfLifeDays", halfLifeDays)
  }
}
