public import Commerce
public import Recommenders

/// What is asked of a list of recommendations.
public struct RecommendationOptions: Sendable {
  /// How long a list is at most.
  public var count: Int
  /// The day that is today; the day of the newest purchase where none is given.
  public var asOf: Day?
  /// Which products may be recommended to whom.
  public var eligibility: Eligibility
  /// What a list should be besides the best products one by one.
  public var shape: ListShape
  /// What is known of a customer who has bought nothing yet, as in `country`: `France`.
  public var known: [String: String] = [:]
  /// How many reasons a product has at most.
  public var reasons: Int
  /// The model version that serves; the live one where none is named.
  public var version: Int?

  /// Ten products, none of them bought already, with two reasons each.
  public init(
    count: Int = 10, asOf: Day? = nil, eligibility: Eligibility = Eligibility(),
    shape: ListShape = ListShape(), reasons: Int = 2, version: Int? = nil
  ) {
    self.count = count
    self.asOf = asOf
    self.eligibility = eligibility
    self.shape = shape
    self.reasons = reasons
    self.version = version
  }
}
