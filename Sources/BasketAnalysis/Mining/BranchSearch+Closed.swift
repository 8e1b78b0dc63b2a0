import CKernels

/// Search for closed and maximal sets (order-preserving closure, Lucchese, Orlando and Perego 2006).
///
/// Each level of rows begins with the items that were tried before: an item there that is in every basket of
/// a set shows that the set's closure was found already. A closed set that nothing extends is maximal.
extension BranchSearch {
  /// Finds the closed, or only the maximal, sets of a part of one branch.
  ///
  /// In lists, an item before the branch's own may be in every basket too, and then the set belongs to that
  /// item's branch; so whole baskets are read.
  mutating func searchClosed(_ part: BranchPiece, onlyMaximal: Bool) {
    guard begins(part) else { return }
    if let lists = root.lists {
      searchClosed(root.branches - 1 - part.branch, lists, onlyMaximal: onlyMaximal)
      perfect.truncate(to: 0)
    } else {
      dense[1].reserve(items: root.branches, words: root.words)
      searchClosedRow(
        0, part.branch, of: root.branches, words: root.words, place: 0, onlyMaximal: onlyMaximal,
        part: part)
    }
  }

  private mutating func searchClosed(_ rank: Int, _ lists: DealtBaskets, onlyMaximal: Bool) {
    let range = lists.firsts[rank]..<lists.firsts[rank + 1]
    let here = sparse[0]
    let count = here.counts[rank]
    var found = countTogether(here, lists, range, rank)
    defer { clearTally(here, lists, range) }
    // What is less frequent than the branch's item was tried before.
    var earlier = 0
    var kept = 0
    for i in 0..<found {
      let item = here.extensions[i]
      let isEqual = here.tally[Int(item)] == count
      if isEqual, Int(item) > rank { return }
      if isEqual {
        perfect.push(item)
      } else {
        earlier += Int(item) > rank ? 1 : 0
        here.extensions[kept] = item
        kept += 1
      }
    }
    found = kept
    let place = reportClosed(
      Int32(rank), at: 0, count: count, perfectFrom: 0,
      isWanted: !onlyMaximal || found == 0)
    guard found > earlier, place < maximumLength else { return }
    let words = fillClosedRows(here, lists, range, found, rank)
    searchClosed(
      0, earlier: earlier, count: found - earlier, words: words, place: place,
      onlyMaximal: onlyMaximal)
  }

  private func countTogether(
    _ here: SparseLevel, _ lists: DealtBaskets, _ range: Range<Int>, _ rank: Int
  ) -> Int {
    var found = 0
    let (starts, ranks) = (lists.starts, lists.ranks)
    for member in range {
      let basket = Int(lists.members[member])
      for i in Int(starts[basket])..<Int(starts[basket + 1]) where Int(ranks[i]) != rank {
        let item = ranks[i]
        let count = here.tally[Int(item)] + 1
        here.tally[Int(item)] = count
        if count == minimum {
          here.extensions[found] = item
          found += 1
        }
      }
    }
    return found
  }

  private func clearTally(_ here: SparseLevel, _ lists: DealtBaskets, _ range: Range<Int>) {
    let (starts, ranks) = (lists.starts, lists.ranks)
    for member in range {
      let basket = Int(lists.members[member])
      for i in Int(starts[basket])..<Int(starts[basket + 1]) { here.tally[Int(ranks[i])] = 0 }
    }
  }

  /// Makes rows of bits: earlier items first, then the extensions, the most seldom ones first.
  private func fillClosedRows(
    _ here: SparseLevel, _ lists: DealtBaskets, _ range: Range<Int>, _ found: Int, _ rank: Int
  ) -> Int {
    let words = (range.count + 63) / 64
    dense[0].reserve(items: found, words: words)
    let level = dense[0]
    level.rows.initialize(repeating: 0, count: found * words)
    let ordered = UnsafeBufferPointer(start: here.extensions, count: found).sorted { a, b in
      let (isEarlierA, isEarlierB) = (Int(a) > rank, Int(b) > rank)
      if isEarlierA != isEarlierB { return isEarlierA }
      let (countA, countB) = (here.tally[Int(a)], here.tally[Int(b)])
      return countA != countB ? countA < countB : a < b
    }
    for (row, item) in ordered.enumerated() {
      level.items[row] = item
      level.counts[row] = here.tally[Int(item)]
      here.places[Int(item)] = Int32(row)
    }
    let (starts, ranks) = (lists.starts, lists.ranks)
    for (bit, member) in range.enumerated() {
      let basket = Int(lists.members[member])
      for i in Int(starts[basket])..<Int(starts[basket + 1]) {
        let row = Int(here.places[Int(ranks[i])])
        if row >= 0 { level.rows[row * words + bit >> 6] |= 1 << UInt64(bit & 63) }
      }
    }
    for item in ordered { here.places[Int(item)] = -1 }
    return words
  }

  private mutating func searchClosed(
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
      below.rows + tried * nextWords, nextWords, below.items + tried, below.counts + tried, &equal)
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
      nextWords, below.items + first, below.counts + first, &equal)
    return equal > 0 ? nil : kept
  }

  /// Extends the path by an item and its closure; reports the closed set if it is wanted.
  ///
  /// - Returns: How long the path is now.
  private mutating func reportClosed(
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
