/// How well a model could be fitted, in numbers and in words.
public struct FitReport: Sendable, Codable, Equatable {
  /// The model's name, as in `bg-nbd`.
  public let model: String
  /// Customers it was fitted on.
  public let customers: Int
  /// The names of the parameters, as in the papers.
  public let names: [String]
  /// The values, in the order of the names.
  public let values: [Double]
  /// Their standard errors, or `nil` where the data do not identify them.
  public let standardErrors: [Double]?
  /// The log-likelihood at the top.
  public let logLikelihood: Double
  /// Whether the top was reached.
  public let converged: Bool
  /// Steps of Newton's method, over all stages.
  public let iterations: Int
  /// The steepest slope left, per customer, in the logarithms of the parameters.
  public let slope: Double
  /// How many starting points were tried, and how many led to the same top.
  public let starts: Int
  /// See `starts`.
  public let agreed: Int
  /// What a reader should know, in sentences.
  public let remarks: [String]

  /// The value of a parameter.
  public func parameter(_ name: String) -> Double? {
    names.firstIndex(of: name).map { values[$0] }
  }
}
