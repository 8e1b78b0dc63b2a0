import CKernels

/// Search for closed and maximal sets (order-preserving closure, Lucchese, Orlando and Perego 2006).
///
/// Where whole baskets are rows, each level of rows begins with the items that were tried before: an item there
/// that is in every basket of a set shows that the set's closure was found already. A closed set that nothing
/// extends is maximal. Where they are lists, see `BranchSearch+ClosedLists`.
extension BranchSearch {
  /// Finds the closed, or only the maximal, sets of a part of one branch.
  mutating func searchClosed(_ part: BranchPiece, onlyMaximal: Bool) {
    guard begins(part) else { return }
    if root.lists != nil {
      searchClosedList(0, item: root.branches - 1 - part.branch, place: 0, onlyMaximal: onlyMaximal)
    } else {
      dense[1].reserve(items: root.branches, words: root.words)
      searchClosedRow(
        0, part.branch, of: root.branches, words: root.words, place: 0, onlyMaximal: onlyMaximal,
        part: part)
    }
  }

  mutating func searchClosed(
    _ level: Int, earlier: Int, count: Int, words: Int, place: Int, onlyMaximal: Bool,
    part: BranchPiece? = nil
  ) {
    dense[level + 1].reserve(items: earlier + count, words: words)
    let share = part?.share(of: count) ?? 0..<count
    for row in earlier + share.lowerBound..<earlier + share.upperBound where !receiver.isFull {
      searchClosedRow(
        level, row, of: earlier + count, words: words, place: place, onlyMaximal: onlyMaximal)
    }
  }

  /// Finds the closed sets of the path and one row; rows before it were tried, rows after it extend it.
  private mutating func searchClosedRow(
    _ level: Int, _ row: Int, of count: Int, words: Int, place: Int, onlyMaximal: Bool,
    part: BranchPiece? = nil
  ) {
    let here = dense[level]
    let before = perfect.count
    defer { perfect.truncate(to: before) }
    let tight = (Int(here.counts[row]) + 63) / 64
    let nextWords = words > 1 && tight * 2 <= words ? tight : words
    guard let tried = extend(level, 0..<row, by: row, words: words, nextWords, from: 0) else {
      return
    }
    let below = dense[level + 1]
    var equal = 0
    var kept = rapport_extend_rows(
      here.rows + row * words, here.counts[row], here.rows + (row + 1) * words,
      here.items + (row + 1), count - row - 1, words, minimum,
      below.rows + tried * nextWords, nextWords, below.items + tried, below.counts + tried, nil,
      &equal)
    if equal > 0 {
      kept = below.removingPerfect(
        kept, from: tried, words: nextWords, count: here.counts[row], into: &perfect)
    }
    let isFirst = part.map { $0.piece == 0 } ?? true
    let next = reportClosed(
      here.items[row], at: place, count: here.counts[row], perfectFrom: before,
      isWanted: isFirst && (!onlyMaximal || tried + kept == 0))
    if kept > 0, next < maximumLength {
      searchClosed(
        level + 1, earlier: tried, count: kept, words: nextWords, place: next,
        onlyMaximal: onlyMaximal, part: part)
    }
  }

  /// Intersects the rows that were tried before.
  ///
  /// - Returns: How many are still frequent, or `nil` where one is in every basket of the new set.
  private func extend(
    _ level: Int, _ tried: Range<Int>, by row: Int, words: Int, _ nextWords: Int, from first: Int
  ) -> Int? {
    let (here, below) = (dense[level], dense[level + 1])
    var equal = 0
    let kept = rapport_extend_rows(
      here.rows + row * words, here.counts[row], here.rows + tried.lowerBound * words,
      here.items + tried.lowerBound, tried.count, words, minimum, below.rows + first * nextWords,
      nextWords, below.items + first, below.counts + first, nil, &equal)
    return equal > 0 ? nil : kept
  }

  /// Extends the path by an item and its closure; reports the closed set if it is wanted.
  ///
  /// - Returns: How long the path is now.
  mutating func reportClosed(
    _ item: Int32, at place: Int, count: Int32, perfectFrom: Int, isWanted: Bool
  ) -> Int {
    var (last, place) = (item, place)
    for i in perfectFrom..<perfect.count where place < maximumLength {
      receiver.enter(last, at: place)
      last = perfect.items[i]
      place += 1
    }
    guard place < maximumLength else { return place + 1 }
    if isWanted { receiver.add(last, at: place, count: count) }
    receiver.enter(last, at: place)
    return place + 1
  }
}
