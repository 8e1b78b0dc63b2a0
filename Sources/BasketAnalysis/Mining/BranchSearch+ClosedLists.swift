import CKernels

/// Search for closed and maximal sets where whole baskets are lists.
///
/// It is the search for all sets, with items in rank order on every level; what belongs to a set's closure and
/// was tried before shows in the baskets themselves. See `EarlierItems`.
extension BranchSearch {
  /// Finds the closed, or only the maximal, sets of the path and one item of a sparse level.
  mutating func searchClosedList(_ level: Int, item: Int, place: Int, onlyMaximal: Bool) {
    let here = sparse[level]
    let count = here.counts[item]
    let range = Int(here.firsts[item])..<Int(here.ends[item])
    let rank = here.ranks[item]
    let ends = { (i: Int) in
      here.entries[Int(here.occurrences[range.lowerBound &+ i] >> 32) &- 1]
    }
    if earlier.areInAll(range.count, after: rank, ends) { return }
    let before = perfect.count
    var (found, touched) = deliver(here, range, before: item)
    found = removePerfect(here, found, count: count)
    markClosed(rank, perfectFrom: before, true)
    let next = reportClosed(
      rank, at: place, count: count, perfectFrom: before,
      isWanted: !onlyMaximal
        || found == 0
          && !earlier.extend(range.count, after: rank, minimum: minimum, ends)
    )
    if found > 0, next < maximumLength {
      descendClosed(
        level, here, range, found, touched, place: next, after: rank, onlyMaximal: onlyMaximal)
    }
    if touched > 0 { clear(here, range, touched, before: item) }
    markClosed(rank, perfectFrom: before, false)
    perfect.truncate(to: before)
  }

  @inline(__always)
  private func markClosed(_ rank: Int32, perfectFrom before: Int, _ isIn: Bool) {
    earlier.mark(rank, isIn)
    earlier.mark(perfect.items, before..<perfect.count, isIn)
  }

  private mutating func descendClosed(
    _ level: Int, _ here: SparseLevel, _ range: Range<Int>, _ found: Int, _ touched: Int,
    place: Int, after rank: Int32, onlyMaximal: Bool
  ) {
    let tried = countTried(here, range, found, after: rank)
    if let tried {
      sort(here.extensions, found) { Int64(here.tally[Int($0)]) << 32 | Int64($0) }
      number(here, found)
      let words = (range.count &+ 63) / 64
      fillClosedRows(here, range, found, tried, words: words, after: rank)
      searchClosed(
        0, earlier: tried, count: found, words: words, place: place, onlyMaximal: onlyMaximal)
    } else {
      number(here, found)
      project(
        here, range, found, entries: touched &+ range.count, to: level &+ 1, keepsWhole: true)
      var item = found
      while item > 0, !receiver.isFull {
        item &-= 1
        searchClosedList(level &+ 1, item: item, place: place, onlyMaximal: onlyMaximal)
      }
    }
    for i in 0..<found { here.places[Int(here.extensions[i])] = -1 }
  }

  /// Counts the items that were tried before, where rows of them and of the extensions cost less than lists.
  private func countTried(_ here: SparseLevel, _ range: Range<Int>, _ found: Int, after rank: Int32)
    -> Int?
  {
    guard isDenseCheaper(here, found, baskets: range.count) else { return nil }
    for (bit, occurrence) in range.enumerated() {
      earlier.baskets[bit] = here.entries[Int(here.occurrences[occurrence] >> 32) &- 1]
    }
    let tried = earlier.count(range.count, after: rank, minimum: minimum)
    if isDenseCheaper(here, found, baskets: range.count, tried: tried) { return tried }
    earlier.forget(range.count, after: rank)
    return nil
  }

  /// Makes the first level of rows: items that were tried before, then the extensions.
  private mutating func fillClosedRows(
    _ here: SparseLevel, _ range: Range<Int>, _ found: Int, _ tried: Int, words: Int,
    after rank: Int32
  ) {
    dense[0].reserve(items: tried &+ found, words: words)
    let level = dense[0]
    for i in 0..<found {
      let item = Int(here.extensions[i])
      level.items[tried &+ i] = here.ranks[item]
      level.counts[tried &+ i] = here.tally[item]
    }
    // What has no place goes to the row before: that of the last item tried before, which is made afterwards.
    let rows = level.rows + tried &* words
    (rows - words).initialize(repeating: 0, count: (found &+ 1) &* words)
    rapport_fill_rows(
      here.entries, here.occurrences + range.lowerBound, range.count, here.places, rows, words)
    (level.rows - words).initialize(repeating: 0, count: (tried &+ 1) &* words)
    earlier.fillRows(of: level, tried, baskets: range.count, words: words, after: rank)
  }
}
