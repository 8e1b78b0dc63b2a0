import CKernels

extension BranchSearch {
  /// Finds all sets of the path and one item of a sparse level, with everything that extends them.
  mutating func searchSparse(_ level: Int, item: Int, place: Int) {
    let here = sparse[level]
    let count = here.counts[item]
    let range = Int(here.firsts[item])..<Int(here.ends[item])
    let perfectBefore = perfect.count
    var found = 0
    var touched = 0
    if place &+ 1 < maximumLength, range.count >= Int(minimum) {
      (found, touched) = deliver(here, range, before: item)
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
      descend(level, here, range, found, touched, count: count, place: place &+ 1)
    }
    if touched > 0 { clear(here, range, touched, before: item) }
    perfect.truncate(to: perfectBefore)
  }

  /// Counts what stands before the occurrences of an item.
  ///
  /// - Returns: How many extensions are frequent, in ascending order, and how many entries were read.
  @inline(__always)
  func deliver(
    _ here: SparseLevel, _ range: Range<Int>, before item: Int
  ) -> (found: Int, touched: Int) {
    let occurrences = here.occurrences + range.lowerBound
    if range.count &* 8 > item {
      let touched = rapport_count_before(here.entries, occurrences, range.count, here.tally)
      return (rapport_frequent_items(here.tally, item, minimum, here.extensions), touched)
    }
    var touched = 0
    let found = rapport_deliver(
      here.entries, occurrences, range.count, minimum, here.tally, here.extensions, &touched)
    if found > 1 { sort(here.extensions, found) { Int64($0) } }
    return (found, touched)
  }

  mutating func removePerfect(_ here: SparseLevel, _ found: Int, count: Int32) -> Int {
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

  func clear(_ here: SparseLevel, _ range: Range<Int>, _ touched: Int, before item: Int) {
    guard touched &* 4 < item else {
      here.tally.update(repeating: 0, count: item)
      return
    }
    rapport_clear_tally(
      here.entries, here.occurrences + range.lowerBound, range.count, here.tally)
  }

  /// Searches below a path with several extensions, in the layout that costs less.
  private mutating func descend(
    _ level: Int, _ here: SparseLevel, _ range: Range<Int>, _ found: Int, _ touched: Int,
    count: Int32, place: Int
  ) {
    if isDenseCheaper(here, found, baskets: range.count) {
      sort(here.extensions, found) { Int64(here.tally[Int($0)]) << 32 | Int64($0) }
      number(here, found)
      let words = fillRows(here, range, found)
      searchDense(0, count: found, words: RowWords(words), place: place, support: count)
    } else {
      number(here, found)
      project(here, range, found, entries: touched, to: level &+ 1)
      var item = found
      while item > 0, !receiver.isFull {
        item &-= 1
        searchSparse(level &+ 1, item: item, place: place)
      }
    }
    for i in 0..<found { here.places[Int(here.extensions[i])] = -1 }
  }

  /// Estimates the cost of both layouts in units of about a nanosecond.
  ///
  /// Rows: clearing and setting bits, then half of all pairs times the words of a row. Lists: writing the
  /// baskets anew, then reading each one from every item of it. Rows of items that were tried before go along
  /// with every other row.
  func isDenseCheaper(_ here: SparseLevel, _ found: Int, baskets: Int, tried: Int = 0) -> Bool {
    let words = (baskets &+ 63) / 64
    guard policy.branches == .byCost else { return policy.branches == .rows }
    if words == 1, found &+ tried <= 256 { return true }
    var kept = 0
    for i in 0..<found { kept &+= Int(here.tally[Int(here.extensions[i])]) }
    let perBasket = Double(kept) / Double(baskets)
    let pairs = Double(found) * (Double(found) / 2 + Double(tried))
    let rowCost = Double((found &+ tried) * words) * 0.1 + pairs * (1 + 0.4 * Double(words))
    let listCost = Double(kept) * (3 + perBasket) + Double(found) * 40
    return rowCost < 1.2 * listCost
  }

  /// Sorts items by a key: by insertion where they are few.
  @inline(__always)
  func sort(
    _ items: UnsafeMutablePointer<Int32>, _ count: Int, by key: (Int32) -> Int64
  ) {
    guard count <= 32 else {
      var keys = UnsafeMutableBufferPointer(start: items, count: count).map { (key($0), $0) }
      keys.sort { $0.0 < $1.0 }
      for i in 0..<count { items[i] = keys[i].1 }
      return
    }
    for i in 1..<count {
      let moving = items[i]
      let movingKey = key(moving)
      var to = i
      while to > 0, key(items[to &- 1]) > movingKey {
        items[to] = items[to &- 1]
        to &-= 1
      }
      items[to] = moving
    }
  }

  func number(_ here: SparseLevel, _ found: Int) {
    for i in 0..<found { here.places[Int(here.extensions[i])] = Int32(truncatingIfNeeded: i) }
  }

  /// Makes the first level of rows: one bit for each occurrence.
  func fillRows(_ here: SparseLevel, _ range: Range<Int>, _ found: Int) -> Int {
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

  /// Writes the path's baskets anew with only its extensions, which keep their order.
  ///
  /// Whole baskets keep the entry before each that says where they end.
  func project(
    _ here: SparseLevel, _ range: Range<Int>, _ found: Int, entries: Int, to level: Int,
    keepsWhole: Bool = false
  ) {
    // One entry beyond the last is written before it is known not to be kept.
    sparse[level].reserve(items: found, entries: entries &+ 1)
    let below = sparse[level]
    var filled: Int32 = 0
    for i in 0..<found {
      let item = Int(here.extensions[i])
      below.ranks[i] = here.ranks[item]
      below.counts[i] = here.tally[item]
      below.firsts[i] = filled
      below.ends[i] = filled
      filled &+= here.tally[item]
    }
    below.ends[-1] = Int32(truncatingIfNeeded: entries)
    let kernel = keepsWhole ? rapport_project_whole : rapport_project
    kernel(
      here.entries, here.occurrences + range.lowerBound, range.count, here.places, below.entries,
      below.occurrences, below.ends)
  }
}
