import CKernels

extension BranchSearch {
  /// Finds all sets of the path and the rows of a dense level.
  ///
  /// - Parameters:
  ///   - level: The level of the rows.
  ///   - count: How many rows there are.
  ///   - words: The words of a row.
  ///   - place: The length of the path.
  ///   - support: The baskets of the path.
  ///   - part: Which share of the rows to search; all of them if `nil`.
  mutating func searchDense(
    _ level: Int, count: Int, words: Int, place: Int, support: Int32, part: BranchPiece? = nil
  ) {
    dense[level &+ 1].reserve(items: count, words: words)
    let here = dense[level]
    let inTable = rowsInTable(
      here, count, words: words, support: support, longest: maximumLength &- place)
    let oneByOne = count &- inTable
    let units = oneByOne &+ (inTable > 0 ? 1 : 0)
    let canExtend = place &+ 1 < maximumLength
    for row in part?.share(of: units) ?? 0..<units {
      if receiver.isFull { return }
      if row < oneByOne {
        searchRow(level, here, row, of: count, words: words, place: place, canExtend: canExtend)
      } else {
        rapport_mask_counts(here.rows + row &* words, inTable, words, table)
        rapport_superset_sums(table, inTable)
        receiver.reportTable(
          table, of: here.items + row, inTable, minimum: minimum, at: place,
          perfect: perfect.items, perfectCount: perfect.count)
      }
    }
  }

  private func rowsInTable(
    _ here: DenseLevel, _ count: Int, words: Int, support: Int32, longest: Int
  ) -> Int {
    if let isWanted = policy.usesTables { return isWanted ? min(count, RowTable.mostRows) : 0 }
    return RowTable.rows(
      here.counts, of: count, words: words, baskets: support, minimum: minimum, longest: longest)
  }

  /// Finds all sets of the path and one row, which later rows may extend.
  ///
  /// `known` are the baskets of the row together with each later one, where these are counted already.
  @inline(__always)
  mutating func searchRow(
    _ level: Int, _ here: DenseLevel, _ row: Int, of count: Int, words: Int, place: Int,
    canExtend: Bool, known: UnsafePointer<Int32>? = nil, part: BranchPiece? = nil
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
        below.items, below.counts, known, &equal)
      if equal > 0 {
        kept = below.removingPerfect(kept, words: nextWords, count: support, into: &perfect)
      }
    }
    if part.map({ $0.piece == 0 }) ?? true {
      receiver.report(
        here.items[row], at: place, count: support, perfect: perfect.items,
        perfectCount: perfect.count)
    }
    if kept > 0 {
      receiver.enter(here.items[row], at: place)
      searchDense(
        level &+ 1, count: kept, words: nextWords, place: place &+ 1, support: support, part: part)
    }
    perfect.truncate(to: perfectBefore)
  }
}
