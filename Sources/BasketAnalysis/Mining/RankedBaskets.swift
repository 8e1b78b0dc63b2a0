import Compute

/// The baskets as the miner reads them: frequent items only, by rank, the most frequent first.
///
/// Rank 0 is the item of most baskets; ties go to the lower position. Ranks ascend within a basket, so what
/// stands before an item are the more frequent items it can be extended by. Baskets of one frequent item
/// have nothing to extend and are not kept.
struct RankedBaskets: Sendable {
  /// The number of baskets that were given.
  let baskets: Int
  /// The item position of each rank.
  let positions: [Int32]
  /// The count of each rank, descending.
  let counts: [Int32]
  /// The most frequent items in one basket.
  let longest: Int
  /// Ranks of basket after basket.
  let ranks: AlignedBuffer<Int32>
  /// Kept basket b is `ranks[starts[b] ..< starts[b + 1]]`.
  let starts: AlignedBuffer<Int32>

  /// How many baskets were kept.
  var kept: Int { starts.count - 1 }

  /// Ranks the items with at least a number of baskets.
  ///
  /// Ranks are dealt out in order to the baskets of each, which sorts every basket without comparing.
  ///
  /// - Complexity: O(entries + items log items).
  init(_ baskets: Baskets, minimumCount: Int) {
    self.baskets = baskets.count
    let all = baskets.itemCounts()
    let frequent = all.indices.filter { all[$0] >= minimumCount }
    let order = frequent.sorted { all[$0] != all[$1] ? all[$0] > all[$1] : $0 < $1 }
    positions = order.map(Int32.init)
    counts = order.map { Int32(all[$0]) }
    var rankOf = [Int32](repeating: -1, count: all.count)
    for (rank, item) in order.enumerated() { rankOf[item] = Int32(rank) }
    (starts, ranks, longest) = Self.rows(of: baskets, rankOf)
  }

  private static func rows(
    of baskets: Baskets, _ rankOf: [Int32]
  ) -> (AlignedBuffer<Int32>, AlignedBuffer<Int32>, Int) {
    let ranks = AlignedBuffer<Int32>(repeating: 0, count: baskets.entries.count)
    var starts: [Int32] = [0]
    starts.reserveCapacity(baskets.count + 1)
    var (filled, longest) = (0, 0)
    baskets.entries.withUnsafeBufferPointer { entries in
      rankOf.withUnsafeBufferPointer { rankOf in
        for basket in 0..<baskets.count {
          let first = filled
          for i in baskets.offsets[basket]..<baskets.offsets[basket + 1] {
            let rank = rankOf[Int(entries[i])]
            ranks.pointer[filled] = rank
            filled &+= rank >= 0 ? 1 : 0
          }
          longest = max(longest, filled - first)
          if filled - first < 2 {
            filled = first
          } else {
            sort(ranks.pointer + first, count: filled - first)
            starts.append(Int32(filled))
          }
        }
      }
    }
    return (AlignedBuffer(starts, padding: 0), ranks, longest)
  }

  private static func sort(_ row: UnsafeMutablePointer<Int32>, count: Int) {
    guard count <= 24 else {
      var run = UnsafeMutableBufferPointer(start: row, count: count)
      run.sort()
      return
    }
    for i in 1..<count {
      let moving = row[i]
      var place = i
      while place > 0, row[place &- 1] > moving {
        row[place] = row[place &- 1]
        place &-= 1
      }
      row[place] = moving
    }
  }
}
