import CKernels

extension BranchSearch {
  /// Finds all sets of the path and the rows of a dense level.
  mutating func searchDense(_ level: Int, count: Int, words: Int, place: Int) {
    dense[level &+ 1].reserve(items: count, words: words)
    let here = dense[level]
    let canExtend = place &+ 1 < maximumLength
    for row in 0..<count {
      if receiver.isFull { return }
      searchRow(level, here, row, of: count, words: words, place: place, canExtend: canExtend)
    }
  }

  /// Finds all sets of the path and one row, which later rows may extend.
  @inline(__always)
  mutating func searchRow(
    _ level: Int, _ here: DenseLevel, _ row: Int, of count: Int, words: Int, place: Int,
    canExtend: Bool
  ) {
    let support = here.counts[row]
    let perfectBefore = perfect.count
    var kept = 0
    var nextWords = words
    if canExtend, row &+ 1 < count {
      let below = dense[level &+ 1]
      let tight = (Int(support) &+ 63) &>> 6
      if words > 1, tight &* 2 <= words { nextWords = tight }
      var equal = 0
      kept = rapport_extend_rows(
        here.rows + row &* words, support, here.rows + (row &+ 1) &* words,
        here.items + (row &+ 1), count &- row &- 1, words, minimum, below.rows, nextWords,
        below.items, below.counts, &equal)
      if equal > 0 {
        kept = below.removingPerfect(kept, words: nextWords, count: support, into: &perfect)
      }
    }
    receiver.report(
      here.items[row], at: place, count: support, perfect: perfect.items,
      perfectCount: perfect.count)
    if kept > 0 {
      receiver.enter(here.items[row], at: place)
      searchDense(level &+ 1, count: kept, words: nextWords, place: place &+ 1)
    }
    perfect.truncate(to: perfectBefore)
  }
}
