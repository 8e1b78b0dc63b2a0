/// Baskets with their frequent items ranked, the most frequent first.
///
/// Rank 0 is the item of most baskets; ties go to the lower position. Where items have minimums of their own,
/// higher minimums go first: a set's lowest minimum is then that of its branch. Which layout the search begins with is
/// chosen from these figures; see `SearchRoot`.
struct RankedBaskets: Sendable {
  /// The baskets that were given.
  let source: Baskets
  /// The item position of each rank.
  let positions: [Int32]
  /// The count of each rank, descending among items of one minimum.
  let counts: [Int32]
  /// The count that sets of each rank's branch need.
  let minimums: [Int32]
  /// The rank of each item position, −1 for what is not frequent.
  let rankOf: [Int32]
  /// The most frequent items in one basket.
  let longest: Int
  /// How many pairs of frequent items the baskets have together.
  let pairs: Double

  /// Ranks the items with at least a number of baskets.
  ///
  /// - Complexity: O(entries + items log items).
  init(_ baskets: Baskets, _ minimums: ItemMinimums) {
    source = baskets
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
    self.rankOf = rankOf
    (longest, pairs) = Self.sizes(of: baskets, rankOf)
  }

  private static func sizes(of baskets: Baskets, _ rankOf: [Int32]) -> (longest: Int, pairs: Double)
  {
    var (longest, pairs) = (0, 0.0)
    baskets.entries.withUnsafeBufferPointer { entries in
      rankOf.withUnsafeBufferPointer { rankOf in
        var start = 0
        for end in baskets.offsets.dropFirst() {
          var size = 0
          for i in start..<end { size &+= rankOf[Int(entries[i])] >= 0 ? 1 : 0 }
          start = end
          longest = max(longest, size)
          pairs += Double(size &* (size &- 1) / 2)
        }
      }
    }
    return (longest, pairs)
  }

  /// How many entries of the baskets are frequent.
  var entryCount: Int { counts.reduce(0) { $0 + Int($1) } }
}
