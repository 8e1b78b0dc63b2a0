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
  /// The occurrences of item f are `occurrences[firsts[f] ..< ends[f]]`.
  private(set) var firsts: UnsafeMutablePointer<Int32>
  /// Before it is a slot that nobody reads.
  private(set) var ends: UnsafeMutablePointer<Int32>
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
  private var itemMemory: UnsafeMutablePointer<Int32>
  private var counterMemory: UnsafeMutablePointer<Int32>
  private var itemCapacity = 0
  private var entryCapacity = 0
  private let ownsEntries: Bool

  /// A level without room for anything.
  init() {
    itemMemory = .allocate(capacity: 1)
    counterMemory = .allocate(capacity: 1)
    (ranks, counts, firsts, ends) = (itemMemory, itemMemory, itemMemory, itemMemory)
    (tally, places, extensions) = (counterMemory, counterMemory, counterMemory)
    (occurrences, entries) = (.allocate(capacity: 1), .allocate(capacity: 1))
    ownsEntries = true
  }

  /// The level of the empty path, which reads the dealt baskets where they lie.
  init(_ ranked: RankedBaskets, _ dealt: DealtBaskets) {
    itemMemory = .allocate(capacity: 1)
    counterMemory = .allocate(capacity: 1)
    (ranks, counts, firsts, ends) = (itemMemory, itemMemory, itemMemory, itemMemory)
    (tally, places, extensions) = (counterMemory, counterMemory, counterMemory)
    (entries, occurrences) = (dealt.ranks, dealt.occurrences)
    ownsEntries = false
    growItems(ranked.counts.count)
    itemCount = ranked.counts.count
    for i in 0..<itemCount {
      ranks[i] = Int32(i)
      counts[i] = ranked.counts[i]
      firsts[i] = Int32(dealt.firsts[i])
      ends[i] = Int32(dealt.occurrenceEnds[i])
    }
  }

  /// The same baskets for another thread, with counters of its own.
  func sharingBaskets() -> SparseLevel {
    var copy = self
    copy.makeCounters(itemCount)
    return copy
  }

  /// Frees what `sharingBaskets` made.
  func freeCounters() { counterMemory.deallocate() }

  /// Makes room for a path's items and entries; what was there is lost.
  mutating func reserve(items: Int, entries entryCount: Int) {
    if items > itemCapacity { growItems(items * 5 / 4 + 16) }
    if entryCount > entryCapacity {
      entries.deallocate()
      occurrences.deallocate()
      entryCapacity = entryCount * 5 / 4 + 16
      entries = .allocate(capacity: entryCapacity)
      occurrences = .allocate(capacity: entryCapacity)
    }
    itemCount = items
  }

  private mutating func growItems(_ capacity: Int) {
    itemMemory.deallocate()
    counterMemory.deallocate()
    itemCapacity = capacity
    itemMemory = .allocate(capacity: 4 * capacity + 1)
    ranks = itemMemory
    counts = ranks + capacity
    firsts = counts + capacity
    ends = firsts + capacity + 1
    makeCounters(capacity)
  }

  private mutating func makeCounters(_ capacity: Int) {
    counterMemory = .allocate(capacity: 3 * capacity + 1)
    tally = counterMemory
    places = tally + capacity
    extensions = places + capacity
    tally.initialize(repeating: 0, count: capacity)
    places.initialize(repeating: -1, count: capacity)
  }

  /// Frees the memory; the value must not be used afterwards.
  func free() {
    itemMemory.deallocate()
    counterMemory.deallocate()
    if ownsEntries {
      occurrences.deallocate()
      entries.deallocate()
    }
  }
}
