/// Finds the sets of items that are together in many baskets.
///
/// ```swift
/// let miner = ItemsetMiner(MiningOptions(support: .share(ExactShare(0.01))))
/// let sets = try miner.mine(baskets)
/// ```
public struct ItemsetMiner: Sendable {
  /// What to mine.
  public var options: MiningOptions

  /// Mines with some options.
  public init(_ options: MiningOptions) { self.options = options }

  /// Finds the sets and keeps them in memory, as rules need them.
  ///
  /// - Throws: `MiningError` where there is no basket or a budget is spent.
  public func mine(_ baskets: Baskets) throws -> FrequentItemsets {
    guard baskets.count > 0 else { throw MiningError.noBaskets }
    let minimum = options.support.minimumCount(inBaskets: baskets.count)
    return try apriori(baskets, minimum)
  }

  private func apriori(_ baskets: Baskets, _ minimum: Int) throws -> FrequentItemsets {
    let wanted = options.maximumLength ?? .max
    let length = options.kind == .all || wanted == .max ? wanted : wanted + 1
    var sets = FrequentItemsets(baskets: baskets.count, minimumCount: minimum)
    try Apriori(baskets: baskets, minimumCount: minimum, maximumLength: length).mine {
      sets.append($0, count: $1)
      try check(sets)
    }
    return options.kind == .all ? sets : sets.keeping(options.kind, upTo: wanted)
  }

  private func check(_ sets: FrequentItemsets) throws {
    if let limit = options.maximumItemsets, sets.count > limit {
      throw MiningError.tooManyItemsets(limit: limit, minimumCount: sets.minimumCount)
    }
    if sets.items.count * 4 + sets.count * 12 > options.memoryBudget {
      throw MiningError.tooMuchMemory(
        megabytes: options.memoryBudget >> 20, minimumCount: sets.minimumCount)
    }
  }
}
