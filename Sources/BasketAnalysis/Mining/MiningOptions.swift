/// Which of the frequent sets are wanted.
public enum ItemsetKind: String, Sendable, CaseIterable {
  /// Every frequent set.
  case all
  /// Only sets that no larger set equals in count; the others say nothing new.
  case closed
  /// Only sets that no larger set contains.
  case maximal
}

/// How frequent sets are found; the sets are the same.
public enum MiningAlgorithm: String, Sendable, CaseIterable {
  /// The fast exact miner, which chooses its representation for each branch by cost.
  case auto
  /// Level-wise search (Agrawal and Srikant 1994): slow, short, and what the other is checked against.
  case apriori
}

/// What to mine, and when to stop.
public struct MiningOptions: Sendable {
  /// How often a set must occur.
  public var support: SupportThreshold
  /// Minimums of their own for some categories; only where all sets are wanted.
  public var categorySupport: CategorySupport?
  /// Minimums of their own by item position, instead of those of categories; only where all sets are wanted.
  public var floor: SupportFloor?
  /// Which sets are wanted.
  public var kind: ItemsetKind
  /// The longest set wanted; `nil` for no limit.
  public var maximumLength: Int?
  /// How to search.
  public var algorithm: MiningAlgorithm
  /// How many threads to use; the result does not depend on it.
  public var threads: Int
  /// The most sets that may be found before mining stops with a message; `nil` for no limit.
  public var maximumItemsets: Int?
  /// The most memory, in bytes, that sets kept in memory may take.
  public var memoryBudget: Int
  /// Which layouts the fast search may choose.
  var policy = SearchPolicy()

  /// Mines all sets with one thread and 2 GiB for the result unless told otherwise.
  public init(
    support: SupportThreshold, kind: ItemsetKind = .all, maximumLength: Int? = nil,
    algorithm: MiningAlgorithm = .auto, threads: Int = 1, maximumItemsets: Int? = nil,
    memoryBudget: Int = 2 << 30
  ) {
    self.support = support
    self.kind = kind
    self.maximumLength = maximumLength
    self.algorithm = algorithm
    self.threads = max(1, threads)
    self.maximumItemsets = maximumItemsets
    self.memoryBudget = memoryBudget
  }
}
