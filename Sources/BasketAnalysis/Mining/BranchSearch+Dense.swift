import CKernels

/// How far the rows of a level are searched.
struct RowProgress {
  /// The words of the rows, which become fewer where equal baskets are merged.
  var words: RowWords
  /// How many of the last rows go through a table.
  var inTable: Int
  /// How many words of rows had been read when merging was last thought of.
  var readBefore: Int
}

extension BranchSearch {
  /// Finds all sets of the path and the rows of a dense level.
  ///
  /// - Parameters:
  ///   - level: The level of the rows.
  ///   - count: How many rows there are.
  ///   - words: What the words of a row are.
  ///   - place: The length of the path.
  ///   - support: The baskets of the path.
  mutating func searchDense(
    _ level: Int, count: Int, words: RowWords, place: Int, support: Int32
  ) {
    let here = dense[level]
    if isSmall(count, words) {
      return searchSmall(here, count: count, words: words, place: place)
    }
    dense[level &+ 1].reserve(items: count, words: words.count)
    var progress = RowProgress(
      words: words,
      inTable: rowsInTable(
        here, count, words: words.count, support, longest: maximumLength &- place),
      readBefore: wordsRead)
    searchRows(level, 0..<count, of: count, place: place, &progress, support: support)
  }

  /// Finds all sets of the path and some rows of a dense level, the table of the last ones counting as one.
  ///
  /// - Parameters:
  ///   - level: The level of the rows.
  ///   - rows: Which rows to search.
  ///   - count: How many rows there are.
  ///   - place: The length of the path.
  ///   - progress: What is known of the rows.
  ///   - support: The baskets of the path; `nil` where others have a share of the rows, whose table is not cut anew.
  @inline(__always)
  mutating func searchRows(
    _ level: Int, _ rows: Range<Int>, of count: Int, place: Int, _ progress: inout RowProgress,
    support: Int32?
  ) {
    let here = dense[level]
    let canExtend = place &+ 1 < maximumLength
    var row = rows.lowerBound
    let patience = policy.mergesAlways ? 0 : BasketMerging.patience
    while row < rows.upperBound, !receiver.isFull {
      if wordsRead &- progress.readBefore >= patience &* progress.words.count {
        let hasMerged = merge(level, row..<count, &progress.words)
        // Shorter rows make a table less worth its while.
        if hasMerged, let support, row < count &- progress.inTable {
          progress.inTable = min(
            count &- row,
            rowsInTable(
              here, count, words: progress.words.count, support, longest: maximumLength &- place))
        }
        progress.readBefore = wordsRead
      }
      if row < count &- progress.inTable {
        searchRow(
          level, here, row, of: count, words: progress.words, place: place, canExtend: canExtend)
        row &+= 1
      } else {
        searchTable(here, row, progress.inTable, progress.words, place: place)
        row = count
      }
    }
  }

  func rowsInTable(
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
