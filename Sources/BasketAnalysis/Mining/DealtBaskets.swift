import Compute

/// The frequent items of the baskets as lists, in both directions: ranks by basket and baskets by rank.
///
/// Ranks are dealt out to the baskets in order, the most frequent first, which sorts every basket without
/// comparing. What stands before an item are then the more frequent items that can extend it. Of many baskets the
/// occurrences of some ranks are listed at a time. Plain memory; `free` ends it.
struct DealtBaskets {
  /// The groups of ranks whose occurrences are listed at a time, the highest ranks first.
  let groups: [Range<Int>]
  /// The occurrences of rank r begin at `firsts[r]`, while those of its group are listed.
  let firsts: [Int]
  /// Ranks of basket after basket, ascending in each; they belong to the ranked baskets.
  ///
  /// Where whole baskets are wanted there is one entry before each that says where the basket ends.
  let ranks: UnsafeMutablePointer<Int32>
  /// For each rank, where its occurrences in baskets begin and end in `ranks`: what stands before it.
  ///
  /// Occurrences with nothing before them are kept only where whole baskets are wanted.
  let occurrences: UnsafeMutablePointer<UInt64>
  /// Where the occurrences of each rank end.
  let occurrenceEnds: [Int]

  let baskets: BasketRanks
  /// Where each part's occurrences of each rank begin, part after part.
  let begins: AlignedBuffer<Int32>

  /// Deals out the frequent items of some baskets.
  ///
  /// - Parameters:
  ///   - ranked: The baskets and the ranks of their items. Their ranks are sorted in place; where they have places
  ///     before the baskets, occurrences lead to the whole basket, as closed sets need it.
  ///   - mostOccurrences: How many occurrences may be listed at a time. Where there are more, `list` must be called for
  ///     each group before it is searched.
  ///   - threads: How many threads to use.
  /// - Complexity: O(entries + parts · items).
  init(_ ranked: RankedBaskets, mostOccurrences: Int = .max, threads: Int) {
    let baskets = ranked.ranks
    groups = Self.groups(ranked.counts, most: mostOccurrences)
    var (firsts, room) = ([Int](repeating: 0, count: ranked.counts.count), 0)
    for group in groups {
      var filled = 0
      for rank in group {
        firsts[rank] = filled
        filled += Int(ranked.counts[rank])
      }
      room = max(room, filled)
    }
    let occurrences = UnsafeMutablePointer<UInt64>.allocate(capacity: room + 1)
    let (begins, ends) = Self.occurrenceBegins(baskets, firsts)
    (self.firsts, self.occurrences, occurrenceEnds) = (firsts, occurrences, ends)
    (self.baskets, self.begins) = (baskets, begins)
    ranks = baskets.ranks.pointer
    nonisolated(unsafe) let target = groups.count == 1 ? occurrences : nil
    let memory = (0..<max(1, threads)).map { _ in PartMemory(baskets) }
    Parallel(threads: threads).forEachChunk(of: baskets.parts.count, chunk: 1) { worker, taken in
      for part in taken {
        Self.deal(
          baskets, part, memory[worker], to: target, from: begins.pointer + part * baskets.items)
      }
    }
  }

  /// What one thread needs to deal out a part.
  private struct PartMemory: Sendable {
    /// Baskets of the part by rank, counted from its first.
    let members: AlignedBuffer<Int32>
    /// Where the next member of each rank goes.
    let next: AlignedBuffer<Int32>
    /// The begin of each basket in the high half, where its next rank goes in the low half.
    let places: AlignedBuffer<UInt64>

    init(_ baskets: BasketRanks) {
      let most = baskets.parts.enumerated().map { part, range in
        Int(baskets.ends.pointer[range.upperBound - 1]) - baskets.begin(ofPart: part)
      }
      members = AlignedBuffer(unfilled: (most.max() ?? 0) + 1)
      next = AlignedBuffer(unfilled: baskets.items)
      places = AlignedBuffer(unfilled: baskets.parts.first?.count ?? 0)
    }
  }

  /// Where each part's occurrences of each rank begin, part after part, and where those of a rank end.
  private static func occurrenceBegins(
    _ baskets: BasketRanks, _ firsts: [Int]
  ) -> (begins: AlignedBuffer<Int32>, ends: [Int]) {
    let begins = AlignedBuffer<Int32>(unfilled: baskets.parts.count * baskets.items)
    var ends = firsts
    for part in baskets.parts.indices {
      let (counts, leads) = (baskets.counts(ofPart: part), baskets.leads(ofPart: part))
      let begins = begins.pointer + part * baskets.items
      for rank in 0..<baskets.items {
        begins[rank] = Int32(truncatingIfNeeded: ends[rank])
        ends[rank] += Int(counts[rank] - (baskets.hasSlots ? 0 : leads[rank]))
      }
    }
    return (begins, ends)
  }

  private static func deal(
    _ baskets: BasketRanks, _ part: Int, _ memory: PartMemory,
    to occurrences: UnsafeMutablePointer<UInt64>?, from begins: UnsafePointer<Int32>
  ) {
    let (members, places) = (memory.members.pointer, memory.places.pointer)
    gather(baskets, part, memory)
    let (ranks, counts) = (baskets.ranks.pointer, baskets.counts(ofPart: part))
    let keepsAll = baskets.hasSlots
    var member = 0
    for rank in 0..<baskets.items {
      var filled = Int(begins[rank])
      for i in member..<member &+ Int(counts[rank]) {
        let place = places[Int(members[i])]
        let end = place & 0xFFFF_FFFF
        ranks[Int(end)] = Int32(truncatingIfNeeded: rank)
        if let occurrences, keepsAll || end > place &>> 32 {
          occurrences[filled] = place
          filled &+= 1
        }
        places[Int(members[i])] = place &+ 1
      }
      member &+= Int(counts[rank])
    }
  }

  /// Lists the baskets of each rank, and where each basket begins.
  private static func gather(_ baskets: BasketRanks, _ part: Int, _ memory: PartMemory) {
    let (members, next, places) = (
      memory.members.pointer, memory.next.pointer, memory.places.pointer
    )
    let (ranks, counts) = (baskets.ranks.pointer, baskets.counts(ofPart: part))
    var filled: Int32 = 0
    for rank in 0..<baskets.items {
      next[rank] = filled
      filled &+= counts[rank]
    }
    let first = baskets.parts[part].lowerBound
    baskets.forEachBasket(ofPart: part) { basket, range in
      for i in range {
        let rank = Int(ranks[i])
        members[Int(next[rank])] = Int32(truncatingIfNeeded: basket &- first)
        next[rank] &+= 1
      }
      places[basket &- first] = UInt64(truncatingIfNeeded: range.lowerBound) &* 0x1_0000_0001
      if baskets.hasSlots {
        ranks[range.lowerBound &- 1] = Int32(truncatingIfNeeded: range.upperBound)
      }
    }
  }

  /// Frees the memory; the value must not be used afterwards.
  func free() { occurrences.deallocate() }
}
