import Compute

/// Occurrences group by group: those of all ranks would take twice the memory of the baskets.
extension DealtBaskets {
  /// Runs of ranks with so many occurrences together, the highest first; one rank at least.
  static func groups(_ counts: [Int32], most: Int) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var (end, filled) = (counts.count, 0)
    for rank in counts.indices.reversed() {
      if filled > 0, filled + Int(counts[rank]) > most {
        groups.append(rank + 1..<end)
        (end, filled) = (rank + 1, 0)
      }
      filled += Int(counts[rank])
    }
    groups.append(0..<end)
    return groups
  }

  /// Lists the occurrences of a group of ranks in place of those of another.
  ///
  /// - Complexity: O(entries).
  func list(_ group: Range<Int>, threads: Int) {
    guard groups.count > 1 else { return }
    nonisolated(unsafe) let target = occurrences
    let (baskets, begins) = (baskets, begins)
    Parallel(threads: threads).forEachChunk(of: baskets.parts.count, chunk: 1) { _, taken in
      for part in taken {
        Self.list(
          group, baskets, part, to: target, from: begins.pointer + part * baskets.items)
      }
    }
  }

  private static func list(
    _ group: Range<Int>, _ baskets: BasketRanks, _ part: Int,
    to occurrences: UnsafeMutablePointer<UInt64>, from begins: UnsafePointer<Int32>
  ) {
    var next = group.map { Int(begins[$0]) }
    let (ranks, slots) = (baskets.ranks.pointer, baskets.hasSlots)
    next.withUnsafeMutableBufferPointer { next in
      baskets.forEachBasket(ofPart: part) { _, places in
        let begin = UInt64(truncatingIfNeeded: places.lowerBound) &<< 32
        for place in places.reversed() {
          let rank = Int(ranks[place])
          if rank < group.lowerBound { break }
          guard rank < group.upperBound, slots || place > places.lowerBound else { continue }
          let at = rank &- group.lowerBound
          occurrences[next[at]] = begin | UInt64(truncatingIfNeeded: place)
          next[at] &+= 1
        }
      }
    }
  }
}
