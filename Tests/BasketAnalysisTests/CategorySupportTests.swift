import BasketAnalysis
import Commerce
import Compute
import Testing

@Suite struct `A minimum of a category` {
  @Test func `lets rare products in and keeps the others out`() throws {
    let common = (0..<40).map { _ in [ProductID("bread"), "milk"] }
    let rare: [[ProductID]] = [["bread", "caviar"], ["bread", "caviar"], ["milk", "salt"]]
    let baskets = Baskets(common + rare + rare[2...])
    var options = MiningOptions(support: .count(20))
    options.categorySupport = CategorySupport(
      categories: ["caviar": "rare", "salt": "spice"], thresholds: ["rare": .count(2)])
    let names = try ItemsetMiner(options).mine(baskets).map { set in
      set.items.map { baskets.items[Int($0)].text }.joined(separator: "+")
    }
    #expect(Set(names) == ["bread", "milk", "bread+milk", "caviar", "bread+caviar"])
  }

  @Test func `admits a set by the lowest minimum among its products`() throws {
    for seed in 0..<120 {
      var random = SeededGenerator(seed: UInt64(seed), stream: 5)
      let lists = (0..<3 + random.below(14)).map { _ in
        (0..<7).filter { _ in random.uniform() < 0.5 }
      }
      let baskets = Baskets(numbers: lists)
      guard baskets.count > 0 else { continue }
      var options = MiningOptions(support: .count(1 + random.below(6)))
      let categories = (0..<7).map { (ProductID("\($0)"), ["a", "b", "c"][random.below(3)]) }
      let minimums = ["a": 1 + random.below(5), "b": 1 + random.below(8)]
      options.categorySupport = CategorySupport(
        categories: Dictionary(uniqueKeysWithValues: categories),
        thresholds: minimums.mapValues { .count($0) })
      options.algorithm = .apriori
      let slow = try ItemsetMiner(options).mine(baskets)
      options.algorithm = .auto
      options.threads = 1 + seed % 2
      #expect(try ItemsetMiner(options).mine(baskets).ordered() == slow.ordered(), "seed \(seed)")
      #expect(try ItemsetMiner(options).count(baskets) == slow.byLength, "seed \(seed)")
      let all = try ItemsetMiner(MiningOptions(support: .count(1))).mine(baskets)
      let general = options.support.minimumCount(inBaskets: baskets.count)
      let expected = all.filter { set in
        let needed = set.items.map { item in
          minimums[categories[Int(baskets.items[Int(item)].text) ?? 0].1] ?? general
        }
        return set.count >= needed.min() ?? 0
      }
      #expect(Set(slow) == Set(expected), "seed \(seed)")
    }
  }

  @Test func `needs all sets`() {
    var options = MiningOptions(support: .count(1), kind: .closed)
    options.categorySupport = CategorySupport(categories: [:], thresholds: [:])
    let error = #expect(throws: MiningError.self) {
      try ItemsetMiner(options).mine(Baskets(numbers: [[1]]))
    }
    #expect(error?.code == "category-support-needs-all-sets")
    #expect(error?.message == "Closed and maximal sets need one minimum for all products.")
    #expect(error?.hint == "Ask for all sets, or leave out the minimums of categories.")
  }
}
