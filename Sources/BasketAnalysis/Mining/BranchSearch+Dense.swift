import CKernels

extension BranchSearch {
  /// Finds all sets of the path and the rows of a dense level.
  ///
  /// - Parameters:
  ///   - level: The level of the rows.
  ///   - count: How many rows there are.
  ///   - words: What the words of a row are.
  ///   - place: The length of the path.
  ///   - support: The baskets of the path.
  ///   - part: Which share of the rows to search; all of them if `nil`.
  mutating func searchDense(
    _ level: Int, count: Int, words: RowWords, place: Int, support: Int32,
    part: BranchPiece? = nil
  ) {
    let here = dense[level]
    if part == nil, isSmall(count, words) {
      return searchSmall(here, count: count, words: words, place: place)
    }
    dense[level &+ 1].reserve(items: count, words: words.count)
    var words = words
    let longest = maximumLength &- place
    var inTable = rowsInTable(here, count, words: words.count, support, longest: longest)
    let canExtend = place &+ 1 < maximumLength
    let units = count &- inTable &+ (inTable > 0 ? 1 : 0)
    let share = part?.share(of: units)
    var row = share?.lowerBound ?? 0
    var readBefore = wordsRead
    let patience = policy.mergesAlways ? 0 : BasketMerging.patience
    while row < share?.upperBound ?? count, !receiver.isFull {
      if wordsRead &- readBefore >= patience &* words.count {
        let hasMerged = merge(level, row..<count, &words)
        // Shorter rows make a table less worth its while; a share of the rows is not cut anew.
        if hasMerged, part == nil, row < count &- inTable {
          inTable = min(
            count &- row,
            rowsInTable(here, count, words: words.count, support, longest: longest))
        }
        readBefore = wordsRead
      }
      if row < count &- inTable {
        searchRow(level, here, row, of: count, words: words, place: place, canExtend: canExtend)
        row &+= 1
      } else {
        searchTable(here, row, inTable, words, place: place)
        row = count
      }
    }
  }

  private func rowsInTable(
    _ here: DenseLevel, _ count: Int, words: Int, _ support: Int32, longest: Int
  ) -> Int {
    if let isWanted = policy.usesTables { return isWanted ? min(count, RowTable.mostRows) : 0 }
    return RowTable.rows(
      here.counts, of: count, words: words, baskets: support, minimum: minimum, longest: longest)
  }

  /// Merges equal baskets of the rows that are left; false where it is in vain.
  private mutating func merge(
    _ level: Int, _ rows: Range<Int>, _ words: inout RowWords
  ) -> Bool {
    guard rows.count <= words.mergeable,
      words.count >= BasketMerging.leastWords || policy.mergesAlways
    else { return false }
    let most = policy.mergesAlways ? words.count : words.count / 2
    guard let merged = merging.merge(dense + level, rows, words, upTo: most) else {
      // With a few rows less it would be in vain again.
      words.mergeable = rows.count &* 3 / 4
      return false
    }
    words.count = merged
    words.shifts = UnsafePointer(dense[level].shifts)
    return true
  }
}
