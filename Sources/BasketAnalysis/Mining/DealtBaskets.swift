/// The frequent items of the baskets as lists, in both directions: ranks by basket and baskets by rank.
///
/// Ranks are dealt out to the baskets in order, the most frequent first, which sorts every basket without
/// comparing. What stands before an item are then the more frequent items that can extend it. Plain memory;
/// `free` ends it.
struct DealtBaskets {
  /// Baskets of rank r are `members[firsts[r] ..< firsts[r + 1]]`.
  let firsts: [Int]
  /// Basket numbers, ascending for each rank.
  let members: UnsafeMutablePointer<Int32>
  /// How many ranks the baskets before each have.
  let starts: UnsafeMutablePointer<Int32>
  /// Ranks of basket after basket, ascending in each.
  ///
  /// Where whole baskets are wanted there is one entry before each that says where the basket ends.
  let ranks: UnsafeMutablePointer<Int32>
  /// For each rank, where its occurrences in baskets begin and end in `ranks`: what stands before it.
  ///
  /// Those of rank r begin at `firsts[r]`. Occurrences with nothing before them are kept only where whole baskets
  /// are wanted.
  let occurrences: UnsafeMutablePointer<UInt64>
  /// Where the occurrences of each rank end.
  private(set) var occurrenceEnds: [Int] = []

  private let keepsWhole: Bool

  /// Deals out the frequent items of some baskets.
  ///
  /// - Parameters:
  ///   - ranked: The baskets and the ranks of their items.
  ///   - keepsWhole: Whether occurrences lead to the whole basket, as closed sets need it.
  /// - Complexity: O(entries).
  init(_ ranked: RankedBaskets, keepsWhole: Bool = false) {
    self.keepsWhole = keepsWhole
    var firsts = [0]
    for count in ranked.counts { firsts.append(firsts[firsts.count - 1] + Int(count)) }
    self.firsts = firsts
    let entries = firsts[firsts.count - 1]
    members = .allocate(capacity: entries + 1)
    starts = .allocate(capacity: ranked.source.count + 1)
    ranks = .allocate(capacity: entries + 1 + (keepsWhole ? ranked.source.count : 0))
    occurrences = .allocate(capacity: entries + 1)
    fillMembers(ranked)
    occurrenceEnds = deal(baskets: ranked.source.count)
  }

  private func fillMembers(_ ranked: RankedBaskets) {
    var (next, filled, start) = (firsts, 0, 0)
    starts[0] = 0
    next.withUnsafeMutableBufferPointer { next in
      ranked.rankOf.withUnsafeBufferPointer { rankOf in
        ranked.source.entries.withUnsafeBufferPointer { entries in
          for (basket, end) in ranked.source.offsets.dropFirst().enumerated() {
            for i in start..<end {
              let rank = Int(rankOf[Int(entries[i])])
              guard rank >= 0 else { continue }
              members[next[rank]] = Int32(truncatingIfNeeded: basket)
              next[rank] &+= 1
              filled &+= 1
            }
            start = end
            starts[basket &+ 1] = Int32(truncatingIfNeeded: filled)
          }
        }
      }
    }
  }

  private func deal(baskets: Int) -> [Int] {
    var ends: [Int] = []
    ends.reserveCapacity(firsts.count)
    // The begin of each basket in the high half, where its next rank goes in the low half.
    let places = UnsafeMutablePointer<UInt64>.allocate(capacity: baskets + 1)
    defer { places.deallocate() }
    for basket in 0..<baskets {
      var place = Int(starts[basket])
      if keepsWhole {
        place += basket + 1
        ranks[place - 1] = starts[basket + 1] + Int32(basket + 1)
      }
      places[basket] = UInt64(truncatingIfNeeded: place) &* 0x1_0000_0001
    }
    let keepsAll = keepsWhole
    for rank in 0..<firsts.count - 1 {
      var filled = firsts[rank]
      for i in firsts[rank]..<firsts[rank + 1] {
        let basket = Int(members[i])
        let place = places[basket]
        let end = place & 0xFFFF_FFFF
        ranks[Int(end)] = Int32(truncatingIfNeeded: rank)
        occurrences[filled] = place
        filled &+= keepsAll || end > place &>> 32 ? 1 : 0
        places[basket] = place &+ 1
      }
      ends.append(filled)
    }
    return ends
  }

  /// Frees the memory; the value must not be used afterwards.
  func free() {
    members.deallocate()
    starts.deallocate()
    ranks.deallocate()
    occurrences.deallocate()
  }
}
