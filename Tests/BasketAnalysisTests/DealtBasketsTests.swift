import Compute
import Testing

@testable import BasketAnalysis

/// Many baskets, so that there are several parts.
@Suite struct `Baskets dealt out in parts` {
  private static func ranked(seed: Int, hasSlots: Bool, threads: Int) -> (RankedBaskets, Baskets) {
    var random = SeededGenerator(seed: UInt64(seed), stream: 6)
    let rows = (0..<20_000 + random.below(20_000)).map { _ in
      (0..<random.below(6)).map { _ in min(random.below(60), random.below(60)) }
    }
    let baskets = Baskets(numbers: rows)
    let options = MiningOptions(support: .count(900))
    let minimums = ItemMinimums(options, baskets)
    return (RankedBaskets(baskets, minimums, hasSlots: hasSlots, threads: threads), baskets)
  }

  /// Each basket's ranks in order, looked up one by one.
  private static func slow(_ ranked: RankedBaskets, _ baskets: Baskets) -> [[Int32]] {
    let rank = Dictionary(
      uniqueKeysWithValues: ranked.positions.enumerated().map { ($1, Int32($0)) })
    return (0..<baskets.count).map { baskets[$0].compactMap { rank[$0] }.sorted() }
  }

  @Test(arguments: [false, true], 1...3)
  func `have every rank's occurrences in order`(hasSlots: Bool, threads: Int) {
    let (ranked, baskets) = Self.ranked(seed: threads, hasSlots: hasSlots, threads: threads)
    #expect(ranked.ranks.parts.count > 1)
    let (dealt, slow) = (DealtBaskets(ranked, threads: threads), Self.slow(ranked, baskets))
    defer { dealt.free() }
    #expect(ranked.longest == slow.map(\.count).max())
    #expect(ranked.pairs == Double(slow.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }))
    for rank in ranked.counts.indices {
      let before = (dealt.firsts[rank]..<dealt.occurrenceEnds[rank]).map {
        let (begin, end) = (
          Int(dealt.occurrences[$0] >> 32), Int(dealt.occurrences[$0] & 0xFFFF_FFFF)
        )
        return (begin..<end).map { dealt.ranks[$0] }
      }
      let wanted = slow.compactMap { basket in
        basket.firstIndex(of: Int32(rank)).map { Array(basket[..<$0]) }
      }
      let isSame = before == wanted.filter { hasSlots || !$0.isEmpty }
      #expect(isSame, "rank \(rank), \(threads) threads")
    }
  }

  @Test(arguments: [false, true])
  func `list the same occurrences group by group`(hasSlots: Bool) {
    let (ranked, _) = Self.ranked(seed: 5, hasSlots: hasSlots, threads: 2)
    let whole = DealtBaskets(ranked, threads: 2)
    let (again, _) = Self.ranked(seed: 5, hasSlots: hasSlots, threads: 2)
    let dealt = DealtBaskets(again, mostOccurrences: 20_000, threads: 2)
    defer {
      whole.free()
      dealt.free()
    }
    #expect(dealt.groups.count > 1)
    #expect(dealt.groups.reversed().flatMap { Array($0) } == Array(ranked.counts.indices))
    for group in dealt.groups {
      dealt.list(group, threads: 2)
      for rank in group {
        let found = (dealt.firsts[rank]..<dealt.occurrenceEnds[rank]).map { dealt.occurrences[$0] }
        let wanted = (whole.firsts[rank]..<whole.occurrenceEnds[rank]).map { whole.occurrences[$0] }
        let isSame = found == wanted
        #expect(isSame, "rank \(rank)")
      }
    }
  }

  @Test func `say where whole baskets end`() {
    let (ranked, baskets) = Self.ranked(seed: 9, hasSlots: true, threads: 2)
    let (dealt, slow) = (DealtBaskets(ranked, threads: 2), Self.slow(ranked, baskets))
    defer { dealt.free() }
    var places: [Range<Int>] = []
    for part in ranked.ranks.parts.indices {
      ranked.ranks.forEachBasket(ofPart: part) { places.append($1) }
    }
    let ends = places.filter { !$0.isEmpty }.map { Int(dealt.ranks[$0.lowerBound - 1]) }
    #expect(ends == places.filter { !$0.isEmpty }.map(\.upperBound))
    let isSame = places.map { $0.map { dealt.ranks[$0] } } == slow
    #expect(isSame)
  }

  @Test func `fill rows of bits with any number of threads`() {
    let (ranked, baskets) = Self.ranked(seed: 4, hasSlots: false, threads: 3)
    let words = (baskets.count + 63) / 64
    let (rows, slow) = (DenseLevel(ranked, threads: 3), Self.slow(ranked, baskets))
    defer { rows.free() }
    for rank in ranked.counts.indices {
      let row = rows.rows + (ranked.counts.count - 1 - rank) * words
      let isSame = (0..<baskets.count).allSatisfy {
        (row[$0 / 64] >> UInt64($0 % 64) & 1 == 1) == slow[$0].contains(Int32(rank))
      }
      #expect(isSame, "rank \(rank)")
    }
  }
}
