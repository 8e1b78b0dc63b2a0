import CKernels

/// Merges baskets that are equal in the rows that are left, so that each is counted once with a weight.
///
/// A tree of prefixes (Han, Pei and Yin 2000) does the same by sharing paths. Here rows stay rows of bits:
/// a basket of weight w becomes one bit for each power of two in w, in a word whose bits all have that weight.
struct BasketMerging {
  /// The most rows whose baskets are compared.
  static let mostRows = 64
  /// Shorter rows are left as they are.
  static let leastWords = 12
  /// Baskets are merged when so many rows of their level have been read below it: what merging costs.
  static let patience = 2048
  /// More different baskets than these are not looked for: they would take more memory than they are worth.
  static let mostBaskets = 1 << 17

  private var keys: UnsafeMutablePointer<UInt64>
  private var weights: UnsafeMutablePointer<Int32>
  /// The slots of different baskets, in the order in which they were met.
  private var found: UnsafeMutablePointer<Int32>
  private var capacity = 1
  /// How many slots are in use, a power of two.
  private var slots = 1
  private var distinct = 0

  init() {
    keys = .allocate(capacity: 1)
    weights = .allocate(capacity: 1)
    found = .allocate(capacity: 1)
  }

  /// Frees the memory; the value must not be used afterwards.
  func free() {
    keys.deallocate()
    weights.deallocate()
    found.deallocate()
  }

  /// Merges the baskets of some rows in place, if that makes rows short enough.
  ///
  /// - Parameters:
  ///   - level: Whose rows these are; its rows before are lost.
  ///   - rows: The rows, up to 64.
  ///   - words: What the words of the rows are.
  ///   - most: The most words that a row may have afterwards.
  /// - Returns: The new words of a row, whose powers are in the level's `shifts`; `nil` where nothing changed.
  /// - Complexity: O(words) where a sample of one word in eight says that it is in vain.
  mutating func merge(
    _ level: UnsafeMutablePointer<DenseLevel>, _ rows: Range<Int>, _ words: RowWords,
    upTo most: Int
  ) -> Int? {
    guard gather(level, rows, words, every: 8),
      gather(level, rows, words, every: 1)
    else { return nil }
    var sizes = PowersOfTwo()
    for i in 0..<distinct { sizes.add(weights[Int(found[i])]) }
    guard sizes.words <= most else { return nil }
    write(to: level, rows, sizes)
    return sizes.words
  }

  /// Looks at the baskets of every so manieth word; false where more than half of them differ.
  private mutating func gather(
    _ level: UnsafeMutablePointer<DenseLevel>, _ rows: Range<Int>, _ words: RowWords,
    every step: Int
  ) -> Bool {
    let most = min(Self.mostBaskets, (words.count &+ step &- 1) / step &* 32)
    prepare(most: most)
    let first = level.pointee.rows + rows.lowerBound &* words.count
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { block in
      guard let baskets = block.baseAddress else { return false }
      for word in stride(from: 0, to: words.count, by: step) {
        rapport_baskets_of_rows(first + word, rows.count, words.count, baskets)
        let weight = words.shifts.map { Int32(1) &<< Int32(truncatingIfNeeded: $0[word]) } ?? 1
        for i in 0..<64 where baskets[i] != 0 { add(baskets[i], weight) }
        if distinct > most { return false }
      }
      return true
    }
  }

  private mutating func prepare(most: Int) {
    slots = 128
    // The last word may bring 64 more than are allowed.
    while slots < 2 &* (most &+ 64) { slots &<<= 1 }
    if slots > capacity {
      free()
      capacity = slots
      keys = .allocate(capacity: capacity)
      weights = .allocate(capacity: capacity)
      found = .allocate(capacity: capacity / 2)
    }
    keys.initialize(repeating: 0, count: slots)
    distinct = 0
  }

  @inline(__always)
  private mutating func add(_ basket: UInt64, _ weight: Int32) {
    let mixed = basket &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(truncatingIfNeeded: mixed ^ mixed &>> 29) & (slots &- 1)
    while keys[slot] != basket {
      if keys[slot] == 0 {
        keys[slot] = basket
        weights[slot] = 0
        found[distinct] = Int32(truncatingIfNeeded: slot)
        distinct &+= 1
        break
      }
      slot = (slot &+ 1) & (slots &- 1)
    }
    weights[slot] &+= weight
  }

  private func write(
    to level: UnsafeMutablePointer<DenseLevel>, _ rows: Range<Int>, _ sizes: PowersOfTwo
  ) {
    let words = sizes.words
    level.pointee.reserveShifts(words)
    let first = level.pointee.rows + rows.lowerBound &* words
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { block in
      guard let baskets = block.baseAddress else { return }
      var word = 0
      for power in 0..<31 where sizes.counts[power] > 0 {
        var filled = 0
        func flush() {
          for i in filled..<64 { baskets[i] = 0 }
          rapport_rows_of_baskets(baskets, first + word, rows.count, words)
          level.pointee.shifts[word] = UInt64(power)
          word &+= 1
          filled = 0
        }
        for i in 0..<distinct {
          let slot = Int(found[i])
          guard weights[slot] &>> Int32(power) & 1 == 1 else { continue }
          baskets[filled] = keys[slot]
          filled &+= 1
          if filled == 64 { flush() }
        }
        if filled > 0 { flush() }
      }
    }
  }
}

/// How many baskets have each power of two in their weight.
private struct PowersOfTwo {
  private(set) var counts = [Int](repeating: 0, count: 31)

  mutating func add(_ weight: Int32) {
    var left = weight
    while left > 0 {
      counts[left.trailingZeroBitCount] += 1
      left &= left &- 1
    }
  }

  /// The words of a row: words of different weights are never mixed.
  var words: Int { counts.reduce(0) { $0 + ($1 + 63) / 64 } }
}
