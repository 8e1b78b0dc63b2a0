/// What a registered model is for; each kind has at most one live version.
public enum ModelKind: String, Codable, CaseIterable, Sendable {
  /// Ranks products for customers.
  case recommender
  /// Association rules: what sells together.
  case rules
  /// What customers are worth.
  case value
  /// How likely an answer to an offer is.
  case response
  /// How much an offer changes what customers do.
  case uplift
}
