public import BasketAnalysis
public import Commerce

/// What can be wrong with what is asked of a workspace's baskets.
public enum RuleError: ExplainedError, Equatable {
  /// No category, department, brand or product has this name.
  case unknownGroup(name: String, nearest: String?)
  /// No product has a group of this level.
  case noGroups(GoodsLevel)
  /// No product has a cost, so there are no margins.
  case noCosts
  /// The condition means everybody who has bought, so there is nobody to compare with.
  case nobodyElse(condition: String, customers: Int)
  /// No order is later than the day.
  case nothingHeldOut(after: Day, newest: Day)
  /// No order is in the time window.
  case emptyWindow(from: Day?, through: Day?, first: Day, newest: Day)
  /// The purchases cover fewer days than something is to be followed.
  case windowTooLong(days: Int, covered: Int)
  /// No purchase belongs to a customer.
  case noCustomers

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .unknownGroup: "unknown-group"
    case .noGroups: "no-groups"
    case .noCosts: "no-costs"
    case .nobodyElse: "nobody-else"
    case .nothingHeldOut: "nothing-held-out"
    case .emptyWindow: "empty-window"
    case .windowTooLong: "window-too-long"
    case .noCustomers: "no-customers"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .unknownGroup(let name, _):
      "No category, department, brand or product is called '\(name)'."
    case .noGroups(let level): "No product has a \(level.rawValue)."
    case .noCosts: "No product has a cost, so there are no margins."
    case .nobodyElse(let condition, let customers):
      "'\(condition)' means all \(customers) customers, so there is nobody to compare them with."
    case .nothingHeldOut(let day, let newest):
      "No order is later than \(day); the newest is of \(newest)."
    case .emptyWindow(let from, let through, let first, let newest):
      "There is no order \(Self.window(from, through)); they run from \(first) to \(newest)."
    case .windowTooLong(let days, let covered):
      "The purchases cover \(covered) days, so nothing can be followed for \(days) days."
    case .noCustomers: "No purchase belongs to a customer, so nobody can be followed."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .unknownGroup(_, let nearest):
      nearest.map { "Did you mean '\($0)'?" }
        ?? "Name a group of the product file, or import one with rapport import products."
    case .noGroups(let level):
      "Import a product file with a column \(level.rawValue): rapport import products FILE."
    case .noCosts: "Import a product file with a column cost, or sort by revenue."
    case .nobodyElse: "Narrow the condition; rapport value shows how many are in each segment."
    case .nothingHeldOut: "Hold out orders after an earlier day."
    case .emptyWindow: "Choose days between these."
    case .windowTooLong: "Give a shorter window with --within, or import more purchases."
    case .noCustomers: "Import purchases with a customer column."
    }
  }

  private static func window(_ from: Day?, _ through: Day?) -> String {
    switch (from, through) {
    case (let from?, let through?): "from \(from) to \(through)"
    case (let from?, nil): "from \(from) on"
    case (nil, let through?): "up to \(through)"
    case (nil, nil): "at all"
    }
  }
}
