public import Commerce

/// A model that has made decisions (what to blend, and how) and can keep them while it learns from more.
///
/// A recipe is tried without the newest purchases first; what the shop then serves must be what was tried,
/// and a search need not be made twice.
public protocol RefittableModel: StoredModel {
  /// Learns anew from a log, as was decided before.
  ///
  /// - Returns: `nil` where nothing had been decided.
  /// - Throws: ``FittingError``, or what a component throws.
  func refitted(
    to log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> (any StoredModel)?
}

extension BlendModel: RefittableModel {
  /// Fits the components anew and keeps the learned weights.
  public func refitted(
    to log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> (any StoredModel)? {
    try blend(refittedTo: log, asOf: asOf, environment)
  }

  func blend(
    refittedTo log: PurchaseLog, asOf: Day, _ environment: FitEnvironment
  ) throws -> BlendModel {
    let training = try log.forTraining(asOf: asOf)
    guard training.customerOffsets.last ?? 0 > 0 else {
      throw FittingError.noCustomers(asOf: asOf)
    }
    return BlendModel(
      components: components, weighting: weighting,
      models: try Blend(components).fitted(on: training, asOf: asOf, environment),
      weights: weights, products: training.products,
      popularity: PopularityTable(counting: training, asOf: asOf))
  }
}

extension AutoModel: RefittableModel {
  /// Fits what was chosen anew; the table of trials stays.
  public func refitted(
    to log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> (any StoredModel)? {
    guard trials.contains(where: { $0.verdict == .chosen }) else { return nil }
    return AutoModel(
      configuration: configuration, trials: trials,
      blend: try blend.blend(refittedTo: log, asOf: asOf, environment))
  }
}
