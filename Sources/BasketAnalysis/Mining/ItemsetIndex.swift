/// Finds the parts of frequent sets among the frequent sets.
///
/// Each item has a fixed random word and a set is hashed by the exclusive or of its items' words, so the hash of
/// a set without one item costs one operation (Zobrist 1970). Hits are verified item by item.
struct ItemsetIndex {
  private let sets: FrequentItemsets
  private let hashes: [UInt64]
  private let slots: [Int32]
  private let mask: Int

  /// Indexes every set.
  ///
  /// - Complexity: O(items of all sets).
  init(_ sets: FrequentItemsets) {
    self.sets = sets
    var capacity = 16
    while capacity < sets.count * 2 { capacity *= 2 }
    let mask = capacity - 1
    var slots = [Int32](repeating: -1, count: capacity)
    var hashes = [UInt64](repeating: 0, count: sets.count)
    sets.items.withUnsafeBufferPointer { items in
      for set in 0..<sets.count {
        var hash: UInt64 = 0
        for i in sets.starts[set]..<sets.starts[set + 1] { hash ^= Self.word(of: items[i]) }
        hashes[set] = hash
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(set)
      }
    }
    self.hashes = hashes
    self.slots = slots
    self.mask = mask
  }

  /// The position of the set with exactly these ascending items, or −1.
  func position(of wanted: [Int32]) -> Int {
    let hash = wanted.reduce(UInt64(0)) { $0 ^ Self.word(of: $1) }
    return find(hash) { set in
      sets.items[sets.starts[set]..<sets.starts[set + 1]].elementsEqual(wanted)
    }
  }

  /// For each item of each set, the position of the set without that item; −1 for the empty set.
  ///
  /// The result is parallel to `FrequentItemsets.items`.
  ///
  /// - Complexity: O(items of all sets) look-ups.
  func parents() -> [Int32] {
    var parents = [Int32](repeating: -1, count: sets.items.count)
    let (items, starts) = (sets.items, sets.starts)
    for set in 0..<sets.count where starts[set + 1] - starts[set] > 1 {
      for left in starts[set]..<starts[set + 1] {
        let found = find(hashes[set] ^ Self.word(of: items[left])) { other in
          Self.isEqual(
            items, starts[other]..<starts[other + 1], to: starts[set]..<starts[set + 1],
            without: left)
        }
        parents[left] = Int32(found)
      }
    }
    return parents
  }

  private func find(_ hash: UInt64, where isMatch: (Int) -> Bool) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let set = Int(slots[slot])
      if hashes[set] == hash, isMatch(set) { return set }
      slot = (slot + 1) & mask
    }
    return -1
  }

  private static func isEqual(
    _ items: [Int32], _ part: Range<Int>, to whole: Range<Int>, without left: Int
  ) -> Bool {
    guard part.count == whole.count - 1 else { return false }
    var i = whole.lowerBound
    for j in part {
      if i == left { i += 1 }
      if items[i] != items[j] { return false }
      i += 1
    }
    return true
  }

  private static func word(of item: Int32) -> UInt64 {
    var z = (UInt64(UInt32(bitPattern: item)) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension FrequentItemsets {
  /// The sets that no larger set equals in count, or that no larger set contains at all.
  ///
  /// The larger sets must be among these sets, so mine one item longer than wanted where lengths are limited.
  func keeping(_ kind: ItemsetKind, upTo maximumLength: Int) -> FrequentItemsets {
    var isKept = [Bool](repeating: true, count: count)
    if kind != .all {
      let parents = ItemsetIndex(self).parents()
      for set in 0..<count {
        for i in starts[set]..<starts[set + 1] where parents[i] >= 0 {
          let parent = Int(parents[i])
          if kind == .maximal || counts[parent] == counts[set] { isKept[parent] = false }
        }
      }
    }
    var kept = FrequentItemsets(baskets: baskets, minimumCount: minimumCount)
    for set in 0..<count where isKept[set] && starts[set + 1] - starts[set] <= maximumLength {
      kept.append(items[starts[set]..<starts[set + 1]], count: Int(counts[set]))
    }
    return kept
  }
}
