import Compute
import Synchronization
import Testing

@testable import BasketAnalysis

/// Small cases always take the layouts that are cheapest for them; here every layout has to give the same.
@Suite struct `The search in every layout` {
  private static let policies: [SearchPolicy] = SearchPolicy.Choice.allCases.flatMap { root in
    SearchPolicy.Choice.allCases.flatMap { branches in
      [nil, false, true].flatMap { table in
        [false, true].map {
          SearchPolicy(root: root, branches: branches, mergesAlways: $0, usesTables: table)
        }
      }
    }
  }

  /// All equal, one item everywhere, nested, skewed, even: what the miner has shortcuts for.
  private static func baskets(seed: Int) -> Baskets {
    var random = SeededGenerator(seed: UInt64(seed), stream: 9)
    let items = 2 + random.below(8)
    let count = 1 + random.below(seed % 8 == 0 ? 140 : 12)
    let density = 0.2 + 0.7 * random.uniform()
    let fixed = (0..<items).filter { _ in random.uniform() < 0.7 } + [0]
    let shape = random.below(5)
    return Baskets(
      numbers: (0..<count).map { _ in
        switch shape {
        case 0: fixed
        case 1: [0] + (1..<items).filter { _ in random.uniform() < density }
        case 2: Array(0..<random.below(items + 1))
        case 3: (0..<items).filter { random.uniform() < 1 / Double($0 + 1) }
        default: (0..<items).filter { _ in random.uniform() < density }
        }
      })
  }

  @Test(arguments: policies) func `finds what the level-wise search finds`(policy: SearchPolicy)
    throws
  {
    for seed in 0..<60 {
      let baskets = Self.baskets(seed: seed)
      guard baskets.count > 0 else { continue }
      for kind in ItemsetKind.allCases {
        var options = MiningOptions(support: .count(1 + seed % 4), kind: kind)
        if seed % 3 == 0 { options.maximumLength = 1 + seed % 5 }
        options.algorithm = .apriori
        let slow = try ItemsetMiner(options).mine(baskets)
        options.algorithm = .auto
        options.policy = policy
        // Some cases in groups of a few occurrences.
        if seed % 5 < 2 { options.policy.mostOccurrences = 1 + seed % 7 }
        options.threads = 1 + seed % 2
        let trail: Comment = "seed \(seed) \(kind) \(policy)"
        #expect(try ItemsetMiner(options).mine(baskets).ordered() == slow.ordered(), trail)
        #expect(try ItemsetMiner(options).count(baskets) == slow.byLength, trail)
      }
    }
  }

  @Test func `gives the same text on any number of threads`() throws {
    for (number, policy) in Self.policies.enumerated() {
      let baskets = Self.baskets(seed: 8 * (number % 5))
      for kind in ItemsetKind.allCases {
        var options = MiningOptions(support: .count(2), kind: kind)
        options.policy = policy
        let alone = try Self.text(options, baskets)
        options.policy.mostOccurrences = 20
        options.threads = 3
        #expect(try Self.text(options, baskets) == alone, "\(policy) \(kind)")
      }
    }
  }

  private static func text(_ options: MiningOptions, _ baskets: Baskets) throws -> [UInt8] {
    let bytes = Mutex<[UInt8]>([])
    _ = try ItemsetMiner(options).write(baskets) { piece in bytes.withLock { $0 += piece } }
    return bytes.withLock { $0 }
  }
}

@Suite struct `A table of rows` {
  @Test func `is chosen where most subsets are frequent`() {
    let counts = [Int32](repeating: 950, count: 16)
    let rows = RowTable.rows(
      counts, of: 16, words: 16, baskets: 1000, minimum: 400, longest: 16)
    #expect(rows >= 10)
  }

  @Test func `is not chosen where triples are seldom frequent`() {
    let counts = [Int32](repeating: 100, count: 16)
    #expect(
      RowTable.rows(counts, of: 16, words: 16, baskets: 1000, minimum: 50, longest: 16) == 0)
    #expect(RowTable.rows(counts, of: 3, words: 16, baskets: 1000, minimum: 1, longest: 16) == 0)
  }

  @Test func `of equal rows counts a cube`() throws {
    let baskets = Baskets(numbers: (0..<40).map { basket in (0..<16).filter { $0 != basket } })
    var options = MiningOptions(support: .count(3))
    options.policy.usesTables = true
    let tables = try ItemsetMiner(options).count(baskets)
    options.policy.usesTables = false
    #expect(try ItemsetMiner(options).count(baskets) == tables)
    #expect(tables.reduce(0, +) == (1 << 16) - 1)
  }
}
