import CKernels

/// Looks in whole baskets for items that were tried before the last item of a set.
///
/// Items are tried from the most seldom on, so an item that was tried before is one of higher rank that is not in
/// the set. Where one of these is in every basket of the set, the set's closure was found before (LCM's
/// test of the prefix, Uno et al. 2004); in sparse baskets two or three of them show that there is none. Plain
/// memory; `free` ends it.
struct EarlierItems {
  private let ranks: UnsafeMutablePointer<Int32>
  /// Which ranks are in the set in hand.
  private let isInSet: UnsafeMutablePointer<UInt8>
  /// Counters by rank, zero between uses.
  private let tally: UnsafeMutablePointer<Int32>
  /// The row of each rank, −1 between uses.
  private let rowOf: UnsafeMutablePointer<Int32>
  private let found: UnsafeMutablePointer<Int32>
  /// Where the baskets of the set in hand end.
  let baskets: UnsafeMutablePointer<Int32>

  /// Prepares to look in the baskets of a search; there is nothing to see where it begins with rows.
  init(_ root: SearchRoot) {
    ranks = root.lists?.ranks ?? .allocate(capacity: 0)
    let (items, lists) = (root.branches, root.lists != nil)
    isInSet = .allocate(capacity: items + 1)
    isInSet.initialize(repeating: 0, count: items + 1)
    tally = .allocate(capacity: items + 1)
    tally.initialize(repeating: 0, count: items + 1)
    rowOf = .allocate(capacity: items + 1)
    rowOf.initialize(repeating: -1, count: items + 1)
    found = .allocate(capacity: items + 1)
    baskets = .allocate(capacity: lists ? Int(root.ranked.counts.max() ?? 0) : 0)
  }

  /// Says that an item is in the set in hand, or no longer.
  @inline(__always)
  func mark(_ rank: Int32, _ isIn: Bool) { isInSet[Int(rank)] = isIn ? 1 : 0 }

  /// Says of several items that they are in the set in hand, or no longer.
  @inline(__always)
  func mark(_ items: UnsafeMutablePointer<Int32>, _ range: Range<Int>, _ isIn: Bool) {
    for i in range { mark(items[i], isIn) }
  }

  /// Whether an item that was tried before a rank is in every basket.
  ///
  /// - Parameters:
  ///   - count: How many baskets there are.
  ///   - rank: The last item of the set.
  ///   - basket: Where basket number i ends.
  /// - Returns: True where the set's closure was found before.
  @inline(__always)
  func areInAll(_ count: Int, after rank: Int32, _ basket: (Int) -> Int32) -> Bool {
    var (left, known) = (0, Int64.max)
    // Few baskets nearly always settle it.
    var part = 3
    while left < count, known > 0 {
      let size = min(part, count &- left)
      for i in 0..<size { baskets[i] = basket(left &+ i) }
      known = rapport_common_after(ranks, baskets, size, rank, isInSet, found, known)
      left &+= size
      part = 16
    }
    return known > 0
  }

  /// Whether an item that was tried before a rank is in enough baskets: then the set is not maximal.
  @inline(__always)
  func extend(_ count: Int, after rank: Int32, minimum: Int32, _ basket: (Int) -> Int32) -> Bool {
    for i in 0..<count { baskets[i] = basket(i) }
    return rapport_any_after(ranks, baskets, count, rank, isInSet, minimum, tally) != 0
  }

  /// Finds the items that were tried before a rank and are in enough of `baskets`.
  ///
  /// - Returns: How many there are; `fillRows` or `forget` must be next.
  func count(_ count: Int, after rank: Int32, minimum: Int32) -> Int {
    rapport_frequent_after(ranks, baskets, count, rank, isInSet, minimum, tally, found)
  }

  /// Clears what `count` counted.
  func forget(_ count: Int, after rank: Int32) {
    rapport_forget_after(ranks, baskets, count, rank, tally)
  }

  /// Sets bit k of the row of each item that was found where it is in basket k; row −1 takes all others.
  func fillRows(
    of level: DenseLevel, _ tried: Int, baskets count: Int, words: Int, after rank: Int32
  ) {
    for row in 0..<tried {
      let item = found[row]
      level.items[row] = item
      level.counts[row] = tally[Int(item)]
      rowOf[Int(item)] = Int32(truncatingIfNeeded: row)
    }
    rapport_fill_rows_after(ranks, baskets, count, rank, rowOf, tally, level.rows, words)
    for row in 0..<tried { rowOf[Int(found[row])] = -1 }
  }

  /// Frees the memory; the value must not be used afterwards.
  func free() {
    isInSet.deallocate()
    tally.deallocate()
    rowOf.deallocate()
    found.deallocate()
    baskets.deallocate()
  }
}
