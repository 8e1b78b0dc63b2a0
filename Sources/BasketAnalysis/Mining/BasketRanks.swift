import Compute

/// The frequent items of the baskets as ranks, basket after basket, in parts that threads work on side by side.
///
/// A part is small enough to stay near the processor while its baskets are dealt out, so one thread gains from parts
/// too. Parts begin at multiples of 64 baskets: their bits are in words of their own.
struct BasketRanks: Sendable {
  /// What the translation of a part found.
  private struct Sizes: Sendable {
    var longest = 0
    var pairs = 0
  }

  /// The baskets of each part.
  let parts: [Range<Int>]
  /// How many ranks there are.
  let items: Int
  /// The ranks of basket b end before `ends[b]`; `forEachBasket` says where they begin.
  let ends: AlignedBuffer<Int32>
  /// Ranks of basket after basket; between parts there may be gaps.
  let ranks: AlignedBuffer<Int32>
  /// Whether there is one unused place before each basket.
  let hasSlots: Bool
  /// The most frequent items in one basket.
  let longest: Int
  /// How many pairs of frequent items the baskets have together.
  let pairs: Double
  /// In how many baskets of a part each rank is, part after part.
  private let partCounts: AlignedBuffer<Int32>
  /// In how many of them it is the lowest.
  private let partLeads: AlignedBuffer<Int32>
  private let partBegins: [Int]

  /// Translates the items of all baskets.
  ///
  /// - Parameters:
  ///   - baskets: The baskets.
  ///   - rankOf: The rank of each item position, −1 for what is not frequent.
  ///   - items: How many ranks there are.
  ///   - hasSlots: Whether to leave a place before each basket.
  ///   - threads: How many threads to use.
  /// - Complexity: O(entries + parts · items).
  init(_ baskets: Baskets, rankOf: [Int32], items: Int, hasSlots: Bool, threads: Int) {
    (self.items, self.hasSlots) = (items, hasSlots)
    let parts = Self.parts(of: baskets, items: items)
    let begins = parts.map { baskets.offsets[$0.lowerBound] + (hasSlots ? $0.lowerBound : 0) }
    (self.parts, partBegins) = (parts, begins)
    let ends = AlignedBuffer<Int32>(unfilled: baskets.count)
    let ranks = AlignedBuffer<Int32>(
      unfilled: baskets.entries.count + (hasSlots ? baskets.count : 0))
    let counts = AlignedBuffer<Int32>(repeating: 0, count: parts.count * items)
    // One more for baskets without a frequent item.
    let leads = AlignedBuffer<Int32>(repeating: 0, count: parts.count * (items + 1))
    let sizes = Parallel(threads: threads).mapChunks(of: parts.count, chunk: 1) { piece in
      let part = piece.lowerBound
      return Self.translate(
        baskets, parts[part], rankOf, to: ranks.pointer, from: begins[part],
        slots: hasSlots ? 1 : 0,
        ends: ends.pointer, counts: counts.pointer + part * items,
        leads: leads.pointer + part * (items + 1))
    }
    (self.ends, self.ranks, partCounts, partLeads) = (ends, ranks, counts, leads)
    longest = sizes.reduce(0) { max($0, $1.longest) }
    pairs = sizes.reduce(0) { $0 + Double($1.pairs) }
  }

  /// Thousands of baskets each; few parts where there are many items, so that counts by part stay small.
  private static func parts(of baskets: Baskets, items: Int) -> [Range<Int>] {
    let most = min(64, baskets.entries.count / (4 * max(1, items)))
    let wanted = max(1, min(most, baskets.count / partBaskets))
    let size = ((baskets.count + wanted - 1) / wanted + 63) / 64 * 64
    return stride(from: 0, to: baskets.count, by: max(64, size)).map {
      $0..<min(baskets.count, $0 + size)
    }
  }

  /// The least baskets of a part.
  private static let partBaskets = 8192

  private static func translate(
    _ baskets: Baskets, _ part: Range<Int>, _ rankOf: [Int32],
    to ranks: UnsafeMutablePointer<Int32>, from begin: Int, slots: Int,
    ends: UnsafeMutablePointer<Int32>, counts: UnsafeMutablePointer<Int32>,
    leads: UnsafeMutablePointer<Int32>
  ) -> Sizes {
    var (sizes, filled) = (Sizes(), begin)
    let none = Int32(truncatingIfNeeded: rankOf.count)
    baskets.entries.withUnsafeBufferPointer { entries in
      rankOf.withUnsafeBufferPointer { rankOf in
        baskets.offsets.withUnsafeBufferPointer { offsets in
          for basket in part {
            filled &+= slots
            let first = filled
            // Without a branch, which chance would decide: seldom items, whose sign is set, are written over.
            for i in offsets[basket]..<offsets[basket &+ 1] {
              let rank = rankOf[Int(entries[i])]
              ranks[filled] = rank
              filled &+= Int(1 &+ (rank &>> 31))
            }
            var lowest = none
            for i in first..<filled {
              counts[Int(ranks[i])] &+= 1
              lowest = min(lowest, ranks[i])
            }
            if lowest != none { leads[Int(lowest)] &+= 1 }
            ends[basket] = Int32(truncatingIfNeeded: filled)
            let size = filled &- first
            sizes.longest = max(sizes.longest, size)
            sizes.pairs &+= size &* (size &- 1) / 2
          }
        }
      }
    }
    return sizes
  }

  /// Where the ranks of the first basket of a part begin, after its unused place.
  func begin(ofPart part: Int) -> Int { partBegins[part] + (hasSlots ? 1 : 0) }

  /// In how many baskets of a part each rank is.
  func counts(ofPart part: Int) -> UnsafePointer<Int32> {
    UnsafePointer(partCounts.pointer + part * items)
  }

  /// In how many baskets of a part each rank is the lowest.
  func leads(ofPart part: Int) -> UnsafePointer<Int32> {
    UnsafePointer(partLeads.pointer + part * (items + 1))
  }

  /// Calls a body with the places of the ranks of each basket of a part.
  @inline(__always)
  func forEachBasket(ofPart part: Int, _ body: (_ basket: Int, _ places: Range<Int>) -> Void) {
    var begin = begin(ofPart: part)
    for basket in parts[part] {
      let end = Int(ends.pointer[basket])
      body(basket, begin..<end)
      begin = end &+ (hasSlots ? 1 : 0)
    }
  }
}
