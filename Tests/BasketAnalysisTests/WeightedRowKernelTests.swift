import CKernels
import Compute
import Testing

@Suite struct `The kernels of rows with weights` {
  private struct Rows {
    let words: Int
    let bits: [[UInt64]]
    let shifts: [UInt64]

    init(_ count: Int, words: Int, seed: Int) {
      var random = SeededGenerator(seed: UInt64(seed), stream: UInt64(words))
      self.words = words
      bits = (0..<count).map { _ in (0..<words).map { _ in random.next() | random.next() } }
      shifts = (0..<words).map { _ in UInt64(random.below(9)) }
    }

    /// The obvious twin: bit by bit.
    func weight(_ some: [Int], isWeighted: Bool = true) -> Int32 {
      (0..<words * 64).reduce(0) { sum, bit in
        let isInAll = some.allSatisfy { bits[$0][bit / 64] >> UInt64(bit % 64) & 1 == 1 }
        return sum + (isInAll ? 1 << (isWeighted ? Int32(shifts[bit / 64]) : 0) : 0)
      }
    }
  }

  @Test(arguments: [1, 2, 7, 8, 9, 16, 23, 41]) func `keep what their twin keeps`(words: Int) {
    for seed in 0..<10 {
      let rows = Rows(12, words: words, seed: seed)
      let all = (1..<12).map { rows.weight([0, $0]) }
      let minimum = all.sorted()[5]
      let pivot = rows.weight([0])
      var out = [UInt64](repeating: 9, count: 12 * words)
      var (items, counts) = ([Int32](repeating: 0, count: 12), [Int32](repeating: 0, count: 12))
      var equal = 0
      let bits = rows.bits.dropFirst().flatMap { $0 }
      let kept = rapport_extend_weighted_rows(
        rows.bits[0], pivot, bits, (1..<12).map { Int32($0) }, 11, words, rows.shifts, minimum,
        &out, &items, &counts, &equal)
      let expected = (1..<12).filter { all[$0 - 1] >= minimum }
      #expect(Array(items.prefix(kept)) == expected.map { Int32($0) }, "seed \(seed)")
      #expect(Array(counts.prefix(kept)) == expected.map { all[$0 - 1] }, "seed \(seed)")
      #expect(equal == all.count { $0 == pivot }, "seed \(seed)")
      let both = expected.flatMap { row in
        (0..<words).map { rows.bits[0][$0] & rows.bits[row][$0] }
      }
      #expect(Array(out.prefix(kept * words)) == both, "seed \(seed)")
    }
  }

  @Test(arguments: 2...4) func `count every subset of a few rows`(count: Int) {
    for words in [1, 3, 8, 11, 16, 50] {
      let rows = Rows(count, words: words, seed: words)
      for isWeighted in [false, true] {
        var table = [Int32](repeating: -7, count: 16)
        rapport_count_subsets(
          rows.bits.flatMap { $0 }, count, words, isWeighted ? rows.shifts : nil, &table)
        for mask in 0..<16 {
          let some = (0..<4).filter { mask >> $0 & 1 == 1 }
          let isCounted = mask < 1 << count && some.count > 1
          let expected = isCounted ? rows.weight(some, isWeighted: isWeighted) : -7
          #expect(table[mask] == expected, "\(words) words, mask \(mask), \(isWeighted)")
        }
      }
    }
  }

  @Test func `count masks by weight`() {
    let rows = Rows(3, words: 5, seed: 2)
    var table = [Int32](repeating: 0, count: 8)
    rapport_mask_counts(rows.bits.flatMap { $0 }, 3, 5, rows.shifts, &table)
    rapport_superset_sums(&table, 3)
    for mask in 1..<8 {
      #expect(table[mask] == rows.weight((0..<3).filter { mask >> $0 & 1 == 1 }), "mask \(mask)")
    }
  }

  @Test(arguments: [1, 2, 31, 63, 64]) func `turn rows into baskets and back`(count: Int) {
    let rows = Rows(count, words: 3, seed: count)
    let bits = rows.bits.flatMap { $0 }
    var baskets = [UInt64](repeating: 9, count: 64)
    bits.withUnsafeBufferPointer { bits in
      guard let base = bits.baseAddress else { return }
      rapport_baskets_of_rows(base + 1, count, 3, &baskets)
    }
    for (basket, pattern) in baskets.enumerated() {
      let expected = (0..<count).reduce(UInt64(0)) { sum, row in
        sum | (rows.bits[row][1] >> UInt64(basket) & 1) << UInt64(row)
      }
      #expect(pattern == expected, "basket \(basket)")
    }
    var again = [UInt64](repeating: 0, count: 3 * count)
    again.withUnsafeMutableBufferPointer { again in
      guard let base = again.baseAddress else { return }
      rapport_rows_of_baskets(&baskets, base + 1, count, 3)
    }
    #expect((0..<count).map { again[3 * $0 + 1] } == rows.bits.map { $0[1] })
  }
}
