import CKernels

extension BranchSearch {
  /// Finds all sets of the path and one row, which later rows may extend.
  @inline(__always)
  mutating func searchRow(
    _ level: Int, _ here: DenseLevel, _ row: Int, of count: Int, words: RowWords, place: Int,
    canExtend: Bool
  ) {
    let support = here.counts[row]
    let perfectBefore = perfect.count
    var (kept, nextWords) = (0, words)
    if canExtend, row &+ 1 < count {
      (kept, nextWords) = extend(level, here, row, of: count, words: words, known: nil)
    }
    receiver.report(
      here.items[row], at: place, count: support, perfect: perfect.items,
      perfectCount: perfect.count)
    if kept > 0 {
      receiver.enter(here.items[row], at: place)
      searchDense(
        level &+ 1, count: kept, words: nextWords, place: place &+ 1, support: support)
    }
    perfect.truncate(to: perfectBefore)
  }

  /// Makes the level below a row: the rows after it that are frequent with it.
  ///
  /// Perfect extensions are set aside. `known` are the baskets of the row together with each later one, where these
  /// are counted already.
  ///
  /// - Returns: How many rows there are below, and what their words are.
  @inline(__always)
  mutating func extend(
    _ level: Int, _ here: DenseLevel, _ row: Int, of count: Int, words: RowWords,
    known: UnsafePointer<Int32>?
  ) -> (kept: Int, words: RowWords) {
    let (below, support) = (dense[level &+ 1], here.counts[row])
    var nextWords = words
    let tight = (Int(support) &+ 63) &>> 6
    if words.count > 1, words.shifts == nil, tight &* 2 <= words.count { nextWords.count = tight }
    var equal = 0
    var kept = intersect(here, row, of: count, words, to: below, nextWords.count, known, &equal)
    wordsRead &+= (count &- row) &* words.count
    if equal > 0 {
      kept = below.removingPerfect(kept, words: nextWords.count, count: support, into: &perfect)
    }
    return (kept, nextWords)
  }

  /// Intersects a row with those after it and keeps the frequent ones.
  @inline(__always)
  private func intersect(
    _ here: DenseLevel, _ row: Int, of count: Int, _ words: RowWords, to below: DenseLevel,
    _ nextWords: Int, _ known: UnsafePointer<Int32>?, _ equal: inout Int
  ) -> Int {
    let (pivot, first) = (here.rows + row &* words.count, here.rows + (row &+ 1) &* words.count)
    guard let shifts = words.shifts else {
      return rapport_extend_rows(
        pivot, here.counts[row], first, here.items + (row &+ 1), count &- row &- 1, words.count,
        minimum, below.rows, nextWords, below.items, below.counts, known, &equal)
    }
    return rapport_extend_weighted_rows(
      pivot, here.counts[row], first, here.items + (row &+ 1), count &- row &- 1, words.count,
      shifts, minimum, below.rows, below.items, below.counts, &equal)
  }
}
