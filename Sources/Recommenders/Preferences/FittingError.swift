public import Commerce

/// Why a model cannot be trained.
public enum FittingError: ExplainedError, Equatable {
  /// There is no purchase up to the day.
  case noPurchases(asOf: Day)
  /// No named customer has bought anything up to the day.
  case noCustomers(asOf: Day)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .noPurchases: "no-purchases"
    case .noCustomers: "no-customers"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .noPurchases(let day): "There is no purchase up to \(day) to learn from."
    case .noCustomers(let day): "No purchase up to \(day) belongs to a known customer."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .noPurchases: "Import purchases, or choose a later day with --as-of."
    case .noCustomers: "Import purchases with a customer column, or train 'popularity'."
    }
  }
}
