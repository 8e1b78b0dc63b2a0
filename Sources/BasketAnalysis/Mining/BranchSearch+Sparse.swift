import CKernels

extension BranchSearch {
  /// Finds all sets of the path and one item of a sparse level, with everything that extends them.
  mutating func searchSparse(_ level: Int, item: Int, place: Int) {
    let here = sparse[level]
    let count = here.counts[item]
    let range = Int(here.firsts[item])..<Int(here.firsts[item &+ 1])
    let perfectBefore = perfect.count
    var found = 0
    var touched = 0
    if place &+ 1 < maximumLength, range.count >= Int(minimum) {
      (found, touched) = deliver(here, range)
      found = removePerfect(here, found, count: count)
    }
    receiver.report(
      here.ranks[item], at: place, count: count, perfect: perfect.items,
      perfectCount: perfect.count)
    if found == 1 {
      receiver.enter(here.ranks[item], at: place)
      let only = Int(here.extensions[0])
      receiver.report(
        here.ranks[only], at: place &+ 1, count: here.tally[only], perfect: perfect.items,
        perfectCount: perfect.count)
    } else if found > 1 {
      receiver.enter(here.ranks[item], at: place)
      descend(level, here, range, found, touched, place: place &+ 1)
    }
    if touched > 0 { clear(here, range, touched) }
    perfect.truncate(to: perfectBefore)
  }

  /// Counts what stands before the occurrences of an item.
  ///
  /// - Returns: How many extensions are frequent, and how many entries were read.
  @inline(__always)
  private func deliver(_ here: SparseLevel, _ range: Range<Int>) -> (found: Int, touched: Int) {
    var touched = 0
    let found = rapport_deliver(
      here.entries, here.occurrences + range.lowerBound, range.count, minimum, here.tally,
      here.extensions, &touched)
    return (found, touched)
  }

  private mutating func removePerfect(_ here: SparseLevel, _ found: Int, count: Int32) -> Int {
    var left = 0
    for i in 0..<found {
      let item = here.extensions[i]
      if here.tally[Int(item)] == count {
        perfect.push(here.ranks[Int(item)])
      } else {
        here.extensions[left] = item
        left &+= 1
      }
    }
    return left
  }

  private func clear(_ here: SparseLevel, _ range: Range<Int>, _ touched: Int) {
    guard touched < here.itemCount else {
      here.tally.update(repeating: 0, count: here.itemCount)
      return
    }
    rapport_clear_tally(
      here.entries, here.occurrences + range.lowerBound, range.count, here.tally)
  }

  /// Searches below a path with several extensions, in the layout that costs less.
  private mutating func descend(
    _ level: Int, _ here: SparseLevel, _ range: Range<Int>, _ found: Int, _ touched: Int, place: Int
  ) {
    sortExtensions(here, found)
    if isDenseCheaper(here, found, baskets: range.count, entries: touched) {
      let words = fillRows(here, range, found)
      searchDense(0, count: found, words: words, place: place)
    } else {
      project(here, range, found, entries: touched, to: level &+ 1)
      for item in 0..<found where !receiver.isFull {
        searchSparse(level &+ 1, item: item, place: place)
      }
    }
    for i in 0..<found { here.places[Int(here.extensions[i])] = -1 }
  }

  /// Estimates the cost of both layouts in units of about a nanosecond.
  ///
  /// Rows: clearing and setting bits, then half of all pairs times the words of a row. Lists: writing the
  /// baskets anew, then reading each one from every item of it.
  private func isDenseCheaper(
    _ here: SparseLevel, _ found: Int, baskets: Int, entries: Int
  ) -> Bool {
    let words = (baskets &+ 63) / 64
    if words == 1, found <= 256 { return true }
    var kept = 0
    for i in 0..<found { kept &+= Int(here.tally[Int(here.extensions[i])]) }
    let perBasket = Double(kept) / Double(baskets)
    let pairs = Double(found) * Double(found) / 2
    let rowCost = Double(found * words) * 0.1 + pairs * (1 + 0.4 * Double(words))
    let listCost = Double(kept) * (3 + perBasket) + Double(found) * 40
    return rowCost < 2.5 * listCost
  }

  /// Puts the most seldom extensions first and numbers them.
  private func sortExtensions(_ here: SparseLevel, _ found: Int) {
    let (extensions, tally) = (here.extensions, here.tally)
    func key(_ item: Int32) -> Int64 { Int64(tally[Int(item)]) << 32 | Int64(item) }
    if found > 32 {
      var run = UnsafeMutableBufferPointer(start: extensions, count: found)
      run.sort { key($0) < key($1) }
    } else {
      for i in 1..<found {
        let moving = extensions[i]
        let movingKey = key(moving)
        var to = i
        while to > 0, key(extensions[to &- 1]) > movingKey {
          extensions[to] = extensions[to &- 1]
          to &-= 1
        }
        extensions[to] = moving
      }
    }
    for i in 0..<found { here.places[Int(extensions[i])] = Int32(truncatingIfNeeded: i) }
  }

  /// Makes the first level of rows: one bit for each occurrence.
  private func fillRows(_ here: SparseLevel, _ range: Range<Int>, _ found: Int) -> Int {
    let words = (range.count &+ 63) / 64
    dense[0].reserve(items: found, words: words)
    let level = dense[0]
    (level.rows - words).initialize(repeating: 0, count: (found &+ 1) &* words)
    for i in 0..<found {
      let item = Int(here.extensions[i])
      level.items[i] = here.ranks[item]
      level.counts[i] = here.tally[item]
    }
    rapport_fill_rows(
      here.entries, here.occurrences + range.lowerBound, range.count, here.places, level.rows,
      words)
    return words
  }

  /// Writes the path's baskets anew with only its extensions, the least frequent ones last.
  private func project(
    _ here: SparseLevel, _ range: Range<Int>, _ found: Int, entries: Int, to level: Int
  ) {
    sparse[level].reserve(items: found, entries: entries)
    let below = sparse[level]
    for i in 0..<found {
      let item = Int(here.extensions[i])
      // Extensions are sorted from seldom to frequent, ranks run the other way.
      let new = found &- 1 &- i
      below.ranks[new] = here.ranks[item]
      below.counts[new] = here.tally[item]
      here.places[item] = Int32(truncatingIfNeeded: new)
    }
    let starts = below.extensionStarts(baskets: range.count)
    defer { starts.deallocate() }
    var (filled, kept) = (0, 0)
    starts[0] = 0
    for o in range {
      let occurrence = here.occurrences[o]
      var i = Int(occurrence &>> 32)
      let end = Int(occurrence & 0xFFFF_FFFF)
      let first = filled
      while i < end {
        let item = here.places[Int(here.entries[i])]
        below.entries[filled] = item
        filled &+= item >= 0 ? 1 : 0
        i &+= 1
      }
      if filled &- first < 2 {
        filled = first
      } else {
        below.sortBasket(first, filled)
        kept &+= 1
        starts[kept] = Int32(truncatingIfNeeded: filled)
      }
    }
    below.fillOccurrences(starts: starts, baskets: kept)
  }
}
