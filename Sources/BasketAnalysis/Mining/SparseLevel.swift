import Compute

/// One level of the sparse search: the baskets of a path, as lists of the items that can extend it.
///
/// Items are numbered from the most frequent on. An occurrence of an item is what stands before it in one
/// basket: where that begins and ends in `entries`. Occurrences with nothing before them are not kept.
struct SparseLevel {
  private(set) var itemCount = 0
  /// The rank of each item.
  private(set) var ranks: UnsafeMutablePointer<Int32>
  /// In how many baskets of the path each item is.
  private(set) var counts: UnsafeMutablePointer<Int32>
  /// The occurrences of item f are `occurrences[firsts[f] ..< firsts[f + 1]]`.
  private(set) var firsts: UnsafeMutablePointer<Int32>
  /// Begin in the high half, end in the low half.
  private(set) var occurrences: UnsafeMutablePointer<UInt64>
  /// The items of basket after basket.
  private(set) var entries: UnsafeMutablePointer<Int32>
  /// Counters of this level, zero between uses.
  private(set) var tally: UnsafeMutablePointer<Int32>
  /// The place of each item among the extensions in hand, −1 for others.
  private(set) var places: UnsafeMutablePointer<Int32>
  /// The extensions in hand.
  private(set) var extensions: UnsafeMutablePointer<Int32>
  private var itemCapacity = 0
  private var entryCapacity = 0
  private let ownsEntries: Bool

  init() {
    (ranks, counts, firsts) = (
      .allocate(capacity: 1), .allocate(capacity: 1), .allocate(capacity: 1)
    )
    (tally, places, extensions) =
      (.allocate(capacity: 1), .allocate(capacity: 1), .allocate(capacity: 1))
    (occurrences, entries) = (.allocate(capacity: 1), .allocate(capacity: 1))
    ownsEntries = true
  }

  /// The level of the empty path, which reads the baskets where they lie.
  init(_ baskets: RankedBaskets) {
    let items = baskets.counts.count
    self.init(entries: baskets.ranks.pointer, itemCount: items)
    for i in 0..<items {
      ranks[i] = Int32(i)
      counts[i] = baskets.counts[i]
    }
    occurrences.deallocate()
    occurrences = .allocate(capacity: Int(baskets.starts.pointer[baskets.kept]) + 1)
    fillOccurrences(starts: baskets.starts.pointer, baskets: baskets.kept)
  }

  private init(entries: UnsafeMutablePointer<Int32>, itemCount: Int) {
    ranks = .allocate(capacity: itemCount + 1)
    counts = .allocate(capacity: itemCount + 1)
    firsts = .allocate(capacity: itemCount + 2)
    tally = .allocate(capacity: itemCount + 1)
    tally.initialize(repeating: 0, count: itemCount + 1)
    places = .allocate(capacity: itemCount + 1)
    places.initialize(repeating: -1, count: itemCount + 1)
    extensions = .allocate(capacity: itemCount + 1)
    occurrences = .allocate(capacity: 1)
    self.entries = entries
    self.itemCount = itemCount
    ownsEntries = false
  }

  /// The same baskets for another thread, with counters of its own.
  func sharingBaskets() -> SparseLevel {
    var copy = self
    copy.tally = .allocate(capacity: itemCount + 1)
    copy.tally.initialize(repeating: 0, count: itemCount + 1)
    copy.places = .allocate(capacity: itemCount + 1)
    copy.places.initialize(repeating: -1, count: itemCount + 1)
    copy.extensions = .allocate(capacity: itemCount + 1)
    return copy
  }

  /// Frees what `sharingBaskets` made.
  func freeCounters() {
    for buffer in [tally, places, extensions] { buffer.deallocate() }
  }

  /// Makes room for a path's items and entries; what was there is lost.
  mutating func reserve(items: Int, entries entryCount: Int) {
    if items > itemCapacity { growItems(items) }
    if entryCount > entryCapacity {
      entries.deallocate()
      occurrences.deallocate()
      entryCapacity = entryCount * 5 / 4 + 16
      entries = .allocate(capacity: entryCapacity)
      occurrences = .allocate(capacity: entryCapacity)
    }
    itemCount = items
  }

  private mutating func growItems(_ items: Int) {
    for buffer in [ranks, counts, firsts, tally, places, extensions] { buffer.deallocate() }
    itemCapacity = items * 5 / 4 + 16
    ranks = .allocate(capacity: itemCapacity)
    counts = .allocate(capacity: itemCapacity)
    firsts = .allocate(capacity: itemCapacity + 1)
    tally = .allocate(capacity: itemCapacity)
    tally.initialize(repeating: 0, count: itemCapacity)
    places = .allocate(capacity: itemCapacity)
    places.initialize(repeating: -1, count: itemCapacity)
    extensions = .allocate(capacity: itemCapacity)
  }

  /// Deals the baskets out to their items, in basket order.
  func fillOccurrences(starts: UnsafePointer<Int32>, baskets: Int) {
    firsts.initialize(repeating: 0, count: itemCount + 1)
    for basket in 0..<baskets {
      let (first, end) = (Int(starts[basket]), Int(starts[basket &+ 1]))
      var i = first &+ 1
      while i < end {
        firsts[Int(entries[i]) &+ 1] &+= 1
        i &+= 1
      }
    }
    for item in 0..<itemCount { firsts[item &+ 1] &+= firsts[item] }
    for basket in 0..<baskets {
      let (first, end) = (Int(starts[basket]), Int(starts[basket &+ 1]))
      var i = first &+ 1
      while i < end {
        let item = Int(entries[i])
        occurrences[Int(firsts[item])] = UInt64(first) << 32 | UInt64(i)
        firsts[item] &+= 1
        i &+= 1
      }
    }
    var item = itemCount
    while item > 0 {
      firsts[item] = firsts[item &- 1]
      item &-= 1
    }
    firsts[0] = 0
  }

  func free() {
    for buffer in [ranks, counts, firsts, tally, places, extensions] { buffer.deallocate() }
    occurrences.deallocate()
    if ownsEntries { entries.deallocate() }
  }
}

extension SparseLevel {
  /// Room for where each basket begins.
  func extensionStarts(baskets: Int) -> UnsafeMutablePointer<Int32> {
    .allocate(capacity: baskets + 1)
  }

  /// Sorts one basket's items by insertion; they are nearly in order.
  @inline(__always)
  func sortBasket(_ first: Int, _ end: Int) {
    var i = first &+ 1
    while i < end {
      let moving = entries[i]
      var place = i
      while place > first, entries[place &- 1] > moving {
        entries[place] = entries[place &- 1]
        place &-= 1
      }
      entries[place] = moving
      i &+= 1
    }
  }
}
