/// Baskets with their frequent items ranked, the most frequent first.
///
/// Rank 0 is the item of most baskets; ties go to the lower position. Where items have minimums of their own,
/// higher minimums go first: a set's lowest minimum is then that of its branch. Which layout the search begins with is
/// chosen from these figures; see `SearchRoot`.
struct RankedBaskets: Sendable {
  /// How many baskets there are.
  let baskets: Int
  /// The item position of each rank.
  let positions: [Int32]
  /// The count of each rank, descending among items of one minimum.
  let counts: [Int32]
  /// The count that sets of each rank's branch need.
  let minimums: [Int32]
  /// The baskets with ranks for items.
  let ranks: BasketRanks

  /// Ranks the items with at least a number of baskets.
  ///
  /// - Parameters:
  ///   - baskets: The baskets.
  ///   - minimums: The least number of baskets of each item.
  ///   - hasSlots: Whether to leave a place before each basket's ranks.
  ///   - threads: How many threads to use.
  /// - Complexity: O(entries + items log items).
  init(_ baskets: Baskets, _ minimums: ItemMinimums, hasSlots: Bool = false, threads: Int = 1) {
    self.baskets = baskets.count
    let all = baskets.itemCounts()
    let lowest = minimums.lowest
    // Counts descend and positions ascend with these keys.
    var keys = all.indices.filter { all[$0] >= lowest }.map {
      (Int(Int32.max) - all[$0]) << 32 | $0
    }
    keys.sort()
    var positions = keys.map { Int32(truncatingIfNeeded: $0) }
    if lowest < minimums.general || positions.contains(where: { minimums[Int($0)] != lowest }) {
      // Stable: equal minimums keep their order.
      positions.sort { minimums[Int($0)] > minimums[Int($1)] }
    }
    self.positions = positions
    self.minimums = positions.map { Int32(clamping: minimums[Int($0)]) }
    counts = positions.map { Int32(all[Int($0)]) }
    var rankOf = [Int32](repeating: -1, count: all.count)
    for (rank, item) in positions.enumerated() { rankOf[Int(item)] = Int32(rank) }
    ranks = BasketRanks(
      baskets, rankOf: rankOf, items: positions.count, hasSlots: hasSlots, threads: threads)
  }

  /// The most frequent items in one basket.
  var longest: Int { ranks.longest }

  /// How many pairs of frequent items the baskets have together.
  var pairs: Double { ranks.pairs }

  /// How many entries of the baskets are frequent.
  var entryCount: Int { counts.reduce(0) { $0 + Int($1) } }
}
