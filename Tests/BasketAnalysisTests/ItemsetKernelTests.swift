import CKernels
import Compute
import Testing

@Suite struct `The row kernel` {
  /// The obvious twin: bit by bit.
  private func twin(
    pivot: [UInt64], rows: [[UInt64]], minimum: Int, outWords: Int
  ) -> (rows: [[UInt64]], items: [Int32], counts: [Int32]) {
    let words = pivot.count
    let set = (0..<words * 64).filter { pivot[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
    var result: ([[UInt64]], [Int32], [Int32]) = ([], [], [])
    for (item, row) in rows.enumerated() {
      let both = set.filter { row[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
      guard both.count >= minimum else { continue }
      var out = [UInt64](repeating: 0, count: outWords)
      for bit in both {
        let place = outWords < words ? set.firstIndex(of: bit) ?? 0 : bit
        out[place / 64] |= 1 << UInt64(place % 64)
      }
      result.0.append(out)
      result.1.append(Int32(item))
      result.2.append(Int32(both.count))
    }
    return result
  }

  @Test(arguments: Array(1...9) + [15, 16, 17, 24, 31, 40]) func `keeps what its twin keeps`(
    words: Int
  ) {
    for seed in 0..<12 {
      var random = SeededGenerator(seed: UInt64(seed), stream: UInt64(words))
      func word(_ density: Double) -> UInt64 {
        (0..<64).reduce(0) { $0 | (random.uniform() < density ? 1 << UInt64($1) : 0) }
      }
      let sparse = seed % 2 == 0
      let pivot = (0..<words).map { _ in word(sparse ? 0.3 : 0.8) }
      let rows = (0..<20).map { row in
        row % 5 == 0 ? pivot : (0..<words).map { _ in word(0.5) }
      }
      let bits = pivot.map(\.nonzeroBitCount).reduce(0, +)
      for outWords in Set([words, max(1, (bits + 63) / 64)]) where outWords <= words {
        let minimum = bits / 3
        let expected = twin(pivot: pivot, rows: rows, minimum: minimum, outWords: outWords)
        var outRows = [UInt64](repeating: .max, count: 20 * words)
        var outItems = [Int32](repeating: 0, count: 20)
        var outCounts = [Int32](repeating: 0, count: 20)
        var equal = 0
        let counts = rows.map {
          zip($0, pivot).reduce(0) { $0 + Int32(($1.0 & $1.1).nonzeroBitCount) }
        }
        let kept = rapport_extend_rows(
          pivot, Int32(bits), rows.flatMap { $0 }, (0..<20).map { Int32($0) }, 20, words,
          Int32(minimum), &outRows, outWords, &outItems, &outCounts, seed % 3 == 0 ? counts : nil,
          &equal)
        let found = (0..<kept).map { Array(outRows[$0 * outWords..<($0 + 1) * outWords]) }
        #expect(found == expected.rows, "seed \(seed)")
        #expect(Array(outItems[..<kept]) == expected.items, "seed \(seed)")
        #expect(Array(outCounts[..<kept]) == expected.counts, "seed \(seed)")
        #expect(equal == expected.counts.count { $0 == Int32(bits) }, "seed \(seed)")
      }
    }
  }

  @Test func `counts every pair of rows, wherever the group begins`() {
    for (seed, words) in [1, 7, 16, 127, 128, 129, 300].enumerated() {
      var random = SeededGenerator(seed: UInt64(seed), stream: 5)
      let count = 1 + random.below(30)
      let rows = (0..<count * words).map { _ in random.next() & random.next() }
      let first = random.below(count)
      let pivots = min(1 + random.below(8), count - first)
      var counts = [Int32](repeating: -1, count: pivots * count)
      rapport_count_pairs(rows, first, pivots, count, words, &counts)
      for p in 0..<pivots {
        for j in first + p + 1..<max(first + p + 1, count) {
          let expected = (0..<words).reduce(0) {
            $0 + (rows[(first + p) * words + $1] & rows[j * words + $1]).nonzeroBitCount
          }
          #expect(counts[p * count + j] == Int32(expected), "seed \(seed) rows \(first + p), \(j)")
        }
      }
    }
  }
}
