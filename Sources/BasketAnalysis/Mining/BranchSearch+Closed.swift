import CKernels
import Compute

/// The baskets of each item in both directions, which closed sets need: an item before the branch's own may be in
/// every basket too, and then the set belongs to that item's branch.
struct BasketsByRank: Sendable {
  let firsts: [Int]
  let members: [Int32]

  init(_ baskets: RankedBaskets) {
    var firsts = [Int](repeating: 0, count: baskets.counts.count + 1)
    let (starts, ranks) = (baskets.starts.elements, baskets.ranks.elements)
    let end = Int(starts[baskets.kept])
    for i in 0..<end { firsts[Int(ranks[i]) + 1] += 1 }
    for rank in 0..<baskets.counts.count { firsts[rank + 1] += firsts[rank] }
    var next = firsts
    var members = [Int32](repeating: 0, count: end)
    for basket in 0..<baskets.kept {
      for i in Int(starts[basket])..<Int(starts[basket + 1]) {
        members[next[Int(ranks[i])]] = Int32(basket)
        next[Int(ranks[i])] += 1
      }
    }
    (self.firsts, self.members) = (firsts, members)
  }
}

/// Search for closed and maximal sets (order-preserving closure, Lucchese, Orlando and Perego 2006).
///
/// Each level of rows begins with the items that were tried before: an item there that is in every basket of
/// a set shows that the set's closure was found already. A closed set that nothing extends is maximal.
extension BranchSearch {
  /// Finds the closed, or only the maximal, sets of one branch.
  mutating func searchClosedBranch(_ branch: Int, _ lists: BasketsByRank, onlyMaximal: Bool) {
    receiver.begin(branch: branch)
    let rank = branches - 1 - branch
    if !receiver.isFull { searchClosed(rank, lists, onlyMaximal: onlyMaximal) }
    perfect.truncate(to: 0)
    receiver.end(branch: branch)
  }

  private mutating func searchClosed(_ rank: Int, _ lists: BasketsByRank, onlyMaximal: Bool) {
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
    _ here: SparseLevel, _ lists: BasketsByRank, _ range: Range<Int>, _ rank: Int
  ) -> Int {
    var found = 0
    let (starts, ranks) = (baskets.starts.pointer, baskets.ranks.pointer)
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

  private func clearTally(_ here: SparseLevel, _ lists: BasketsByRank, _ range: Range<Int>) {
    let (starts, ranks) = (baskets.starts.pointer, baskets.ranks.pointer)
    for member in range {
      let basket = Int(lists.members[member])
      for i in Int(starts[basket])..<Int(starts[basket + 1]) { here.tally[Int(ranks[i])] = 0 }
    }
  }

  /// Makes rows of bits: earlier items first, then the extensions, the most seldom ones first.
  private func fillClosedRows(
    _ here: SparseLevel, _ lists: BasketsByRank, _ range: Range<Int>, _ found: Int, _ rank: Int
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
    let (starts, ranks) = (baskets.starts.pointer, baskets.ranks.pointer)
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
    _ level: Int, earlier: Int, count: Int, words: Int, place: Int, onlyMaximal: Bool
  ) {
    dense[level + 1].reserve(items: earlier + count, words: words)
    let here = dense[level]
    for row in earlier..<earlier + count where !receiver.isFull {
      let before = perfect.count
      let tight = (Int(here.counts[row]) + 63) / 64
      let nextWords = words > 1 && tight * 2 <= words ? tight : words
      if let tried = extend(level, 0..<row, by: row, words: words, nextWords, from: 0) {
        let below = dense[level + 1]
        var equal = 0
        var kept = rapport_extend_rows(
          here.rows + row * words, here.counts[row], here.rows + (row + 1) * words,
          here.items + (row + 1), earlier + count - row - 1, words, minimum,
          below.rows + tried * nextWords, nextWords, below.items + tried, below.counts + tried,
          &equal)
        if equal > 0 {
          kept = below.removingPerfect(
            kept, from: tried, words: nextWords, count: here.counts[row], into: &perfect)
        }
        let next = reportClosed(
          here.items[row], at: place, count: here.counts[row], perfectFrom: before,
          isWanted: !onlyMaximal || tried + kept == 0)
        if kept > 0, next < maximumLength {
          searchClosed(
            level + 1, earlier: tried, count: kept, words: nextWords, place: next,
            onlyMaximal: onlyMaximal)
        }
      }
      perfect.truncate(to: before)
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
