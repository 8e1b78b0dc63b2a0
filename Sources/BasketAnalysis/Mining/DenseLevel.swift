import Compute

/// One level of the dense search: rows of bits, one for each item that can extend the path.
///
/// Plain memory that grows and is used again for every branch; `free` ends it.
struct DenseLevel {
  /// The first row; before it is room for one that nobody reads.
  private(set) var rows: UnsafeMutablePointer<UInt64>
  private var memory: UnsafeMutablePointer<UInt64>
  private(set) var items: UnsafeMutablePointer<Int32>
  private(set) var counts: UnsafeMutablePointer<Int32>
  /// For each word the power of two that its bits weigh, where equal baskets were merged.
  private(set) var shifts: UnsafeMutablePointer<UInt64>
  private var wordCapacity = 0
  private var shiftCapacity = 0
  private var itemCapacity = 0

  init() {
    memory = .allocate(capacity: 1)
    rows = memory
    items = .allocate(capacity: 1)
    counts = .allocate(capacity: 1)
    shifts = .allocate(capacity: 1)
  }

  /// Makes the rows of whole baskets, one bit for each basket, the most seldom item first.
  ///
  /// - Parameters:
  ///   - ranked: The baskets; parts of them are written by different threads.
  ///   - threads: How many threads to use.
  init(_ ranked: RankedBaskets, threads: Int = 1) {
    self.init()
    let items = ranked.counts.count
    let words = (ranked.baskets + 63) / 64
    reserve(items: items, words: words)
    (rows - words).initialize(repeating: 0, count: (items + 1) * words)
    for row in 0..<items {
      self.items[row] = Int32(items - 1 - row)
      counts[row] = ranked.counts[items - 1 - row]
    }
    let source = ranked.ranks
    nonisolated(unsafe) let last = rows + (items - 1) * words
    Parallel(threads: threads).forEachChunk(of: source.parts.count, chunk: 1) { _, taken in
      for part in taken {
        source.forEachBasket(ofPart: part) { basket, places in
          let (column, bit) = (last + basket &>> 6, UInt64(1) &<< UInt64(basket & 63))
          for i in places { column[-Int(source.ranks.pointer[i]) &* words] |= bit }
        }
      }
    }
  }

  /// Makes room; what was there is lost.
  @inline(__always)
  mutating func reserve(items itemCount: Int, words: Int) {
    if itemCount > itemCapacity || (itemCount &+ 1) &* words > wordCapacity {
      grow(items: itemCount, words: words)
    }
    rows = memory + words
  }

  /// Makes room for the weights of so many words; what was there is lost.
  mutating func reserveShifts(_ words: Int) {
    guard words > shiftCapacity else { return }
    shifts.deallocate()
    shiftCapacity = words * 5 / 4 + 8
    shifts = .allocate(capacity: shiftCapacity)
  }

  private mutating func grow(items itemCount: Int, words: Int) {
    freeRows()
    itemCapacity = max(itemCapacity, itemCount * 5 / 4 + 8)
    wordCapacity = max(wordCapacity, (itemCount + 1) * words * 5 / 4 + 8)
    memory = .allocate(capacity: wordCapacity)
    rows = memory
    items = .allocate(capacity: itemCapacity)
    counts = .allocate(capacity: itemCapacity)
  }

  /// Frees the memory; the value must not be used afterwards.
  func free() {
    freeRows()
    shifts.deallocate()
  }

  private func freeRows() {
    memory.deallocate()
    items.deallocate()
    counts.deallocate()
  }

  /// Moves the rows whose count equals the path's out of the way: they are perfect extensions.
  ///
  /// - Returns: How many rows are left.
  func removingPerfect(
    _ kept: Int, from first: Int = 0, words: Int, count: Int32,
    into perfect: inout PerfectExtensions
  ) -> Int {
    var left = first
    for i in first..<first + kept {
      if counts[i] == count {
        perfect.push(items[i])
      } else {
        if left != i {
          items[left] = items[i]
          counts[left] = counts[i]
          (rows + left * words).update(from: rows + i * words, count: words)
        }
        left += 1
      }
    }
    return left - first
  }
}

/// Items that are in every basket of the path, as a stack.
struct PerfectExtensions {
  let items: UnsafeMutablePointer<Int32>
  private(set) var count = 0

  init(capacity: Int) { items = .allocate(capacity: capacity + 1) }

  func free() { items.deallocate() }

  @inline(__always)
  mutating func push(_ item: Int32) {
    items[count] = item
    count &+= 1
  }

  @inline(__always)
  mutating func truncate(to count: Int) { self.count = count }
}
