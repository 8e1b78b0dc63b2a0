import BasketAnalysis
import Commerce
import Compute
import Synchronization
import Testing

/// Counts the sets of tiny baskets by looking at every one of them.
private struct BruteForce {
  let baskets: Baskets
  let minimumCount: Int

  var sets: [[Int32]: Int] {
    var found: [[Int32]: Int] = [:]
    let masks = (0..<baskets.count).map { baskets[$0].reduce(0) { $0 | 1 << Int($1) } }
    for mask in 1..<(1 << baskets.items.count) {
      let count = masks.count { $0 & mask == mask }
      let items = (0..<baskets.items.count).filter { mask >> $0 & 1 == 1 }.map(Int32.init)
      if count >= minimumCount { found[items] = count }
    }
    return found
  }

  /// The sets that no set one item larger makes superfluous.
  static func kept(_ kind: ItemsetKind, of all: [[Int32]: Int], items: Int) -> [[Int32]: Int] {
    guard kind != .all else { return all }
    return all.filter { set, count in
      !(0..<Int32(items)).contains { item in
        guard !set.contains(item), let larger = all[(set + [item]).sorted()] else { return false }
        return kind == .maximal || larger == count
      }
    }
  }
}

@Suite struct `The fast miner` {
  /// Seeded baskets of several shapes: even, skewed, all equal, one item everywhere, nested.
  private static func baskets(seed: Int) -> Baskets {
    var random = SeededGenerator(seed: UInt64(seed))
    let items = 1 + random.below(7)
    let count = 1 + random.below(seed % 10 == 0 ? 150 : 14)
    let shape = random.below(5)
    let density = 0.1 + 0.8 * random.uniform()
    let fixed = (0..<items).filter { _ in random.uniform() < 0.7 }
    let lists = (0..<count).map { _ -> [Int] in
      switch shape {
      case 0: (0..<items).filter { _ in random.uniform() < density }
      case 1: (0..<items).filter { random.uniform() < 1 / Double($0 + 1) }
      case 2: fixed
      case 3: [0] + (1..<max(2, items)).filter { _ in random.uniform() < density }
      default: Array(0..<random.below(items + 1))
      }
    }
    return Baskets(numbers: lists)
  }

  private static func dictionary(_ sets: FrequentItemsets) -> [[Int32]: Int] {
    Dictionary(sets.map { ($0.items, $0.count) }) { _, _ in -1 }
  }

  @Test(arguments: 0..<20) func `finds what brute force finds`(block: Int) throws {
    for seed in block * 60..<(block + 1) * 60 {
      let baskets = Self.baskets(seed: seed)
      guard baskets.count > 0 else { continue }
      let minimum = 1 + seed % max(1, min(6, baskets.count))
      let sets = BruteForce(baskets: baskets, minimumCount: minimum).sets
      for kind in ItemsetKind.allCases {
        let expected = BruteForce.kept(kind, of: sets, items: baskets.items.count)
        for algorithm in MiningAlgorithm.allCases {
          let options = MiningOptions(support: .count(minimum), kind: kind, algorithm: algorithm)
          let found = try ItemsetMiner(options).mine(baskets)
          #expect(found.count == expected.count, "seed \(seed) \(kind) \(algorithm)")
          #expect(Self.dictionary(found) == expected, "seed \(seed) \(kind) \(algorithm)")
        }
      }
    }
  }

  @Test(arguments: 0..<10) func `counts, writes and limits lengths alike`(block: Int) throws {
    for seed in block * 20..<(block + 1) * 20 {
      let baskets = Self.baskets(seed: seed &+ 100_000)
      guard baskets.count > 0 else { continue }
      for kind in ItemsetKind.allCases {
        for length in [1, 2, 3, Int.max] {
          var options = MiningOptions(support: .count(1 + seed % 3), kind: kind)
          options.maximumLength = length == .max ? nil : length
          let all = try ItemsetMiner(options).mine(baskets)
          let trail: Comment = "seed \(seed) \(kind) \(length)"
          #expect(try ItemsetMiner(options).count(baskets) == all.byLength, trail)
          let text = try Self.written(options, baskets)
          #expect(text.byLength == all.byLength, trail)
          #expect(text.lines == Self.lines(all, baskets), trail)
          options.algorithm = .apriori
          let slow = try ItemsetMiner(options).mine(baskets)
          #expect(Self.dictionary(slow) == Self.dictionary(all), trail)
        }
      }
    }
  }

  @Test func `finds the same in larger, sparser baskets as the level-wise search`() throws {
    var random = SeededGenerator(seed: 11)
    let patterns = (0..<30).map { _ in (0..<4).map { _ in random.below(60) } }
    let lists = (0..<600).map { _ in
      (0..<2 + random.below(3)).flatMap { _ in patterns[random.below(30)] } + [random.below(60)]
    }
    let baskets = Baskets(numbers: lists)
    for minimum in [3, 8, 30] {
      for kind in ItemsetKind.allCases {
        var options = MiningOptions(support: .count(minimum), kind: kind)
        let fast = try ItemsetMiner(options).mine(baskets)
        options.algorithm = .apriori
        let slow = try ItemsetMiner(options).mine(baskets)
        #expect(fast.ordered() == slow.ordered(), "minimum \(minimum) \(kind)")
      }
    }
  }

  @Test func `gives the same bytes on any number of threads`() throws {
    var random = SeededGenerator(seed: 5)
    let lists = (0..<300).map { _ in (0..<random.below(12)).map { _ in random.below(25) } }
    let baskets = Baskets(numbers: lists)
    for kind in ItemsetKind.allCases {
      var options = MiningOptions(support: .count(3), kind: kind)
      let alone = try Self.text(options, baskets)
      let aloneSets = try ItemsetMiner(options).mine(baskets)
      for threads in [2, 3, 7] {
        options.threads = threads
        #expect(try Self.text(options, baskets) == alone)
        #expect(try ItemsetMiner(options).mine(baskets) == aloneSets)
      }
    }
  }

  @Test func `counts a cube of perfect extensions without walking it`() throws {
    let baskets = Baskets(numbers: Array(repeating: Array(0..<50), count: 3))
    let counts = try ItemsetMiner(MiningOptions(support: .count(2))).count(baskets)
    #expect(counts.reduce(0, +) == (1 << 50) - 1)
    #expect(counts[1] == 50 * 49 / 2)
  }

  @Test(arguments: 60...70, [1, 3]) func `counts up to the largest number`(
    items: Int, threads: Int
  ) {
    let baskets = Baskets(numbers: Array(repeating: Array(0..<items), count: 3))
    let options = MiningOptions(support: .count(2), threads: threads)
    let total = try? ItemsetMiner(options).count(baskets).reduce(0, +)
    #expect(total == (items < 64 ? Int.max >> (63 - items) : nil))
  }

  @Test func `says so where there are more sets than any number`() throws {
    let baskets = Baskets(numbers: [Array(0..<200), Array(0..<200)])
    #expect(throws: MiningError.self) {
      try ItemsetMiner(MiningOptions(support: .count(1))).count(baskets)
    }
    var options = MiningOptions(support: .count(1))
    options.maximumLength = 2
    #expect(try ItemsetMiner(options).count(baskets) == [200, 19_900])
  }

  @Test func `stops where a budget is spent, with advice`() throws {
    let baskets = Baskets(numbers: Array(repeating: Array(0..<20), count: 3))
    var options = MiningOptions(support: .count(2), maximumItemsets: 1000)
    let tooMany = #expect(throws: MiningError.self) { try ItemsetMiner(options).mine(baskets) }
    #expect(tooMany == .tooManyItemsets(limit: 1000, minimumCount: 2))
    #expect(
      tooMany?.message == "More than 1000 sets occur in at least 2 baskets; mining stopped there.")
    #expect(
      tooMany?.hint
        == "Try a minimum count of 4, a maximum length of 4, or closed sets only.")
    #expect(throws: MiningError.self) { try ItemsetMiner(options).count(baskets) }
    #expect(throws: MiningError.self) { try ItemsetMiner(options).write(baskets) { _ in } }
    options.maximumItemsets = nil
    options.memoryBudget = 1 << 20
    let tooLarge = #expect(throws: MiningError.self) { try ItemsetMiner(options).mine(baskets) }
    #expect(tooLarge == .tooMuchMemory(megabytes: 1, minimumCount: 2))
    #expect(throws: MiningError.noBaskets) {
      try ItemsetMiner(options).mine(Baskets(numbers: []))
    }
  }

  private static func text(_ options: MiningOptions, _ baskets: Baskets) throws -> String {
    let bytes = Mutex<[UInt8]>([])
    _ = try ItemsetMiner(options).write(baskets) { piece in bytes.withLock { $0 += piece } }
    return bytes.withLock { String(decoding: $0, as: UTF8.self) }
  }

  private static func written(_ options: MiningOptions, _ baskets: Baskets) throws
    -> (byLength: [Int], lines: [String])
  {
    let bytes = Mutex<[UInt8]>([])
    let byLength = try ItemsetMiner(options).write(baskets) { piece in
      bytes.withLock { $0 += piece }
    }
    let text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
    let lines = text.split(separator: "\n").map { line in
      let parts = line.split(separator: " ")
      return (parts.dropLast().sorted() + parts.suffix(1)).joined(separator: " ")
    }
    return (byLength, lines.sorted())
  }

  private static func lines(_ sets: FrequentItemsets, _ baskets: Baskets) -> [String] {
    sets.map { set in
      (set.items.map { baskets.items[Int($0)].text }.sorted() + ["(\(set.count))"])
        .joined(separator: " ")
    }.sorted()
  }
}
