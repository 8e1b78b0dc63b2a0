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
  /// The path's first `place` items and this one are a frequent set.
  mutating func add(_ item: Int32, at place: Int, count: Int32)
  /// Like `add`, for the set itself and for the set with every subset of some more items.
  mutating func report(
    _ item: Int32, at place: Int, count: Int32, perfect: UnsafePointer<Int32>, perfectCount: Int)
  /// Like `report`, for every subset of some items whose entry in a table of their subsets reaches a minimum.
  mutating func reportTable(
    _ table: UnsafePointer<Int32>, of items: UnsafePointer<Int32>, _ itemCount: Int,
    minimum: Int32, at place: Int, perfect: UnsafePointer<Int32>, perfectCount: Int)
  /// A branch of the search begins.
  mutating func begin(branch: Int)
  /// A branch of the search is over; branches are the same whatever the threads.
  mutating func end(branch: Int)
}

extension ItemsetReceiver {
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
    minimum: Int32, at place: Int, perfect: UnsafePointer<Int32>, perfectCount: Int
  ) {
    walkTable(
      table, of: items, 0..<itemCount, mask: 0, minimum: minimum, at: place, perfect: perfect,
      perfectCount: perfectCount)
  }

  private mutating func walkTable(
    _ table: UnsafePointer<Int32>, of items: UnsafePointer<Int32>, _ left: Range<Int>, mask: Int,
    minimum: Int32, at place: Int, perfect: UnsafePointer<Int32>, perfectCount: Int
  ) {
    guard place < maximumLength, !isFull else { return }
    for i in left {
      let larger = mask | 1 &<< i
      guard table[larger] >= minimum else { continue }
      report(
        items[i], at: place, count: table[larger], perfect: perfect, perfectCount: perfectCount)
      if i &+ 1 < left.upperBound {
        enter(items[i], at: place)
        walkTable(
          table, of: items, i &+ 1..<left.upperBound, mask: larger, minimum: minimum,
          at: place &+ 1, perfect: perfect, perfectCount: perfectCount)
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
