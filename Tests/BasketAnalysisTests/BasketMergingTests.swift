import Compute
import Testing

@testable import BasketAnalysis

@Suite struct `Merging equal baskets` {
  /// Rows of bits of baskets that each have one of some patterns.
  private func rows(
    _ patterns: [UInt64], baskets: Int, rows: Int, seed: UInt64
  ) -> (rows: [[UInt64]], words: Int) {
    var random = SeededGenerator(seed: seed, stream: 11)
    let words = (baskets + 63) / 64
    var result = [[UInt64]](repeating: [UInt64](repeating: 0, count: words), count: rows)
    for basket in 0..<baskets {
      let pattern = patterns[random.below(patterns.count)]
      for row in 0..<rows where pattern >> UInt64(row) & 1 == 1 {
        result[row][basket / 64] |= 1 << UInt64(basket % 64)
      }
    }
    return (result, words)
  }

  /// The baskets that are in every one of some rows.
  private func weight(_ rows: [[UInt64]], _ some: [Int], shifts: [UInt64]? = nil) -> Int {
    (0..<(rows.first?.count ?? 0)).reduce(0) { sum, word in
      let both = some.reduce(UInt64.max) { $0 & rows[$1][word] }
      return sum + both.nonzeroBitCount << Int(shifts?[word] ?? 0)
    }
  }

  private func read(_ level: DenseLevel, _ rows: Range<Int>, words: Int) -> [[UInt64]] {
    rows.map { row in (0..<words).map { level.rows[row * words + $0] } }
  }

  private func level(_ rows: [[UInt64]], words: Int) -> DenseLevel {
    var level = DenseLevel()
    level.reserve(items: rows.count, words: words)
    for (row, bits) in rows.enumerated() {
      for word in 0..<words { level.rows[row * words + word] = bits[word] }
    }
    return level
  }

  @Test func `keeps how many baskets every set of rows has, once and again`() throws {
    var mergedAgain = 0
    for seed in 0..<20 as Range<UInt64> {
      var random = SeededGenerator(seed: seed, stream: 12)
      let count = 2 + random.below(62)
      let patterns = (0..<1 + random.below(60)).map { _ in random.next() | random.next() }
      let (bits, words) = rows(
        patterns, baskets: 1_500 + random.below(400), rows: count, seed: seed)
      var level = level(bits, words: words)
      var merging = BasketMerging()
      defer {
        level.free()
        merging.free()
      }
      var width = RowWords(words)
      // The rows that are left the second time have fewer different baskets.
      for start in [random.below(count - 1), count - 2] {
        let most = width.shifts == nil ? words / 2 : width.count
        guard let merged = merging.merge(&level, start..<count, width, upTo: most) else {
          #expect(width.shifts != nil, "seed \(seed)")
          break
        }
        mergedAgain += width.shifts == nil ? 0 : 1
        (width.count, width.shifts) = (merged, UnsafePointer(level.shifts))
        let shifts = (0..<merged).map { level.shifts[$0] }
        let now = read(level, start..<count, words: merged)
        for _ in 0..<12 {
          let some = (0..<1 + random.below(4)).map { _ in random.below(count - start) }
          #expect(
            weight(now, some, shifts: shifts) == weight(bits, some.map { $0 + start }),
            "seed \(seed), rows \(some) after \(start)")
        }
      }
    }
    #expect(mergedAgain >= 8)
  }

  @Test func `leaves baskets alone that differ`() {
    var random = SeededGenerator(seed: 5)
    let bits = (0..<40).map { _ in (0..<32).map { _ in random.next() } }
    var level = level(bits, words: 32)
    var merging = BasketMerging()
    defer {
      level.free()
      merging.free()
    }
    #expect(merging.merge(&level, 0..<40, RowWords(32), upTo: 16) == nil)
    #expect(read(level, 0..<40, words: 32) == bits)
  }

  @Test func `pays where few kinds of baskets are bought again and again`() throws {
    var random = SeededGenerator(seed: 6)
    let kinds = (0..<40).map { _ in (0..<18).filter { _ in random.uniform() < 0.9 } }
    let baskets = Baskets(
      numbers: (0..<1_500).map { _ in kinds[min(random.below(40), random.below(40))] })
    var options = MiningOptions(support: .count(400))
    options.maximumItemsets = nil
    let merged = try ItemsetMiner(options).count(baskets)
    options.policy.usesTables = false
    options.policy.mergesAlways = true
    #expect(try ItemsetMiner(options).count(baskets) == merged)
    options.maximumLength = 4
    options.algorithm = .apriori
    #expect(try ItemsetMiner(options).count(baskets) == Array(merged.prefix(4)))
  }
}
