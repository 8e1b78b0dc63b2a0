public import Commerce

/// What stops mining.
public enum MiningError: ExplainedError, Equatable {
  /// There are no baskets.
  case noBaskets
  /// More sets than the budget allows.
  case tooManyItemsets(limit: Int, minimumCount: Int)
  /// More memory than the budget allows.
  case tooMuchMemory(megabytes: Int, minimumCount: Int)
  /// More rules than the memory budget has room for.
  case tooManyRules(megabytes: Int, minimumCount: Int)
  /// Categories have minimums of their own, but not all sets are wanted.
  case categorySupportNeedsAllSets

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .noBaskets: "no-baskets"
    case .tooManyItemsets: "too-many-itemsets"
    case .tooMuchMemory: "itemsets-too-large"
    case .tooManyRules: "too-many-rules"
    case .categorySupportNeedsAllSets: "category-support-needs-all-sets"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .noBaskets: "There is no basket with a product in it."
    case .tooManyItemsets(let limit, let minimum):
      "\(limit == .max ? "More sets than can be counted" : "More than \(limit) sets") occur in "
        + "at least \(Self.baskets(minimum)); mining stopped there."
    case .tooMuchMemory(let megabytes, let minimum):
      "The sets that occur in at least \(Self.baskets(minimum)) need more than \(megabytes) MB; "
        + "mining stopped there."
    case .tooManyRules(let megabytes, let minimum):
      "The rules of the sets in at least \(Self.baskets(minimum)) need more than \(megabytes) MB; "
        + "none was made."
    case .categorySupportNeedsAllSets:
      "Closed and maximal sets need one minimum for all products."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .categorySupportNeedsAllSets:
      "Ask for all sets, or leave out the minimums of categories."
    case .tooManyRules(_, let minimum):
      "Try a minimum count of \(minimum * 2), or a maximum length of 4."
    case .noBaskets: "Check the file, the dates and the limit on basket size."
    case .tooManyItemsets(_, let minimum), .tooMuchMemory(_, let minimum):
      "Try a minimum count of \(minimum * 2), a maximum length of 4, or closed sets only."
    }
  }

  private static func baskets(_ number: Int) -> String {
    number == 1 ? "1 basket" : "\(number) baskets"
  }
}
