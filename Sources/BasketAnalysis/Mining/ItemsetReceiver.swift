/// Takes frequent sets one by one as the fast miner finds them.
///
/// The miner walks a tree. `enter` names the item at a place of the path; `report` gives one more item after
/// the path, the count of all of them, and the perfect extensions: items that are in every basket of the
/// set, so that each of their subsets makes one more set with the same count. Items are ranks: 0 is the most
/// frequent one.
protocol ItemsetReceiver: SendableMetatype {
  /// The longest set that is wanted.
  var maximumLength: Int { get }
  /// Whether a budget is spent and the search should stop.
  var isFull: Bool { get }
  /// The path's item at a place is this one from now on.
  mutating func enter(_ item: Int32, at place: Int)
  /// Whether what is found first must be handed on first, so that threads wait for each other.
  static var keepsOrder: Bool { get }
  /// The path's first `place` items and this one are a frequent set.
  mutating func add(_ item: Int32, at place: Int, count: Int32)
  /// Like `add`, for the set itself and for the set with every subset of some more items.
  mutating func report(
    _ item: Int32, at place: Int, count: Int32, perfect: UnsafePointer<Int32>, perfectCount: Int)
  /// Like `report`, for every subset of some items whose entry in a table of their subsets reaches a minimum.
  ///
  /// Each of the items alone reaches it. Behind the perfect extensions there is room for all of them.
  mutating func reportTable(
    _ table: UnsafePointer<Int32>, of items: UnsafePointer<Int32>, _ itemCount: Int,
    minimum: Int32, at place: Int, perfect: UnsafeMutablePointer<Int32>, perfectCount: Int)
  /// A branch of the search begins.
  mutating func begin(branch: Int)
  /// A branch of the search is over; branches are the same whatever the threads.
  mutating func end(branch: Int)
}

extension ItemsetReceiver {
  static var keepsOrder: Bool { false }

  mutating func begin(branch: Int) {}

  @inline(__always)
  mutating func report(
    _ item: Int32, at place: Int, count: Int32, perfect: UnsafePointer<Int32>, perfectCount: Int
  ) {
    add(item, at: place, count: count)
    guard perfectCount > 0 else { return }
    enter(item, at: place)
    addSubsets(of: perfect, perfectCount, at: place + 1, count: count)
  }

  mutating func reportTable(
    _ table: UnsafePointer<Int32>, of items: UnsafePointer<Int32>, _ itemCount: Int,
    minimum: Int32, at place: Int, perfect: UnsafeMutablePointer<Int32>, perfectCount: Int
  ) {
    let walk = TableWalk(table: table, items: items, minimum: minimum, perfect: perfect)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: (itemCount + 1) * itemCount) { room in
      guard let left = room.baseAddress else { return }
      for i in 0..<itemCount { left[i] = i }
      follow(walk, left, itemCount, mask: 0, at: place, perfectCount: perfectCount)
    }
  }

  /// Reports every frequent set of a mask and items left, in the order in which rows one by one give them.
  ///
  /// Items in every basket of a set are set aside here too: which sets go through a table then changes nothing
  /// in what is written.
  private mutating func follow(
    _ walk: TableWalk, _ left: UnsafeMutablePointer<Int>, _ leftCount: Int, mask: Int,
    at place: Int, perfectCount: Int
  ) {
    let next = left + leftCount
    for n in 0..<leftCount where !isFull {
      let larger = mask | 1 &<< left[n]
      let count = walk.table[larger]
      var (kept, perfectNow) = (0, perfectCount)
      if place &+ 1 < maximumLength {
        for m in n &+ 1..<leftCount {
          let both = walk.table[larger | 1 &<< left[m]]
          if both == count {
            walk.perfect[perfectNow] = walk.items[left[m]]
            perfectNow &+= 1
          } else if both >= walk.minimum {
            next[kept] = left[m]
            kept &+= 1
          }
        }
      }
      let item = walk.items[left[n]]
      report(item, at: place, count: count, perfect: walk.perfect, perfectCount: perfectNow)
      if kept > 0 {
        enter(item, at: place)
        follow(walk, next, kept, mask: larger, at: place &+ 1, perfectCount: perfectNow)
      }
    }
  }

  /// Adds the path with every subset of some items that is not empty.
  mutating func addSubsets(
    of items: UnsafePointer<Int32>, _ itemCount: Int, at place: Int, count: Int32
  ) {
    guard place < maximumLength else { return }
    for i in 0..<itemCount where !isFull {
      add(items[i], at: place, count: count)
      if i + 1 < itemCount {
        enter(items[i], at: place)
        addSubsets(of: items + i + 1, itemCount - i - 1, at: place + 1, count: count)
      }
    }
  }
}

/// A table of the subsets of some items, and what else does not change while it is walked through.
struct TableWalk {
  let table: UnsafePointer<Int32>
  let items: UnsafePointer<Int32>
  let minimum: Int32
  let perfect: UnsafeMutablePointer<Int32>
}
