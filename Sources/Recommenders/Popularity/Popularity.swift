public import Commerce

/// Recommends what sells most: the floor every other model must beat, and the answer to strangers.
///
/// A product's score is the number of orders it stands in, each counted once; with a half-life h, an order
/// of d days ago counts 2^(−d/h), so that last week's bestsellers come before last year's.
public struct Popularity: Recommender, Equatable {
  /// After so many days an order counts half; `nil` means plain counts.
  public var halfLifeDays: Double?

  /// Plain counts, unless told otherwise.
  public init(halfLifeDays: Double? = nil) { self.halfLifeDays = halfLifeDays }

  /// Counts.
  ///
  /// - Throws: ``FittingError/noPurchases(asOf:)``.
  /// - Complexity: O(n) for n lines.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> PopularityModel {
    let training = try log.forTraining(asOf: asOf)
    let table = PopularityTable(counting: training, asOf: asOf, halfLifeDays: halfLifeDays)
    environment.progress(1, "counting")
    return PopularityModel(configuration: self, products: training.products, table: table)
  }
}

extension Popularity: RecipeSection {
  init(reading reader: inout RecipeReader) throws {
    self.init(halfLifeDays: try reader.optionalNumber("halfLifeDays", in: 0.01...100_000))
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("halfLifeDays", halfLifeDays)
  }
}
