public import Commerce
import Compute

/// Recommends what sells to customers of the same country, channel, segment or whatever else is known of them.
///
/// The score is the share of all customers who bought a product, times how much more of the customer's
/// groups did (the lifts of ``NewcomerPopularity``, which say the same to newcomers). Alone it is little better
/// than popularity; as a component of a blend it lets the facts of customers have their say, with the weight
/// that they earned on purchases kept back. Whose groups are unknown gets the popular list.
public struct GroupPopularity: Recommender, Equatable {
  /// There is nothing to choose.
  public init() {}

  /// Counts the buyers of each product in each group of the environment.
  ///
  /// - Throws: ``FittingError``.
  /// - Complexity: O(lines · groups of a customer).
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> GroupPopularityModel {
    let training = try log.forTraining(asOf: asOf)
    let groups = NewcomerPopularity(
      training, products: training.products, groups: environment.groups)
    environment.progress(1, "counting groups")
    return GroupPopularityModel(
      configuration: self, products: training.products,
      popularity: PopularityTable(counting: training, asOf: asOf), groups: groups)
  }
}

extension GroupPopularity: RecipeSection {
  init(reading reader: inout RecipeReader) throws { self.init() }

  func write(to writer: inout RecipeWriter) throws {}
}
