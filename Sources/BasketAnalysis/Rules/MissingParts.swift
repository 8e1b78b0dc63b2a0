extension FrequentItemsets {
  /// The same sets and all their parts, counted where they are missing.
  ///
  /// With a minimum for each item a part can be rarer than its own items ask for: bread and milk that mostly meet
  /// with saffron. Rules need its count all the same. Sets of one minimum have all their parts, and nothing is
  /// added.
  ///
  /// - Parameters:
  ///   - baskets: The baskets that the sets were mined from.
  ///   - memoryBudget: The most bytes that the sets may take.
  /// - Returns: The sets in their order, then the added ones by items.
  /// - Throws: `MiningError.tooMuchMemory`.
  /// - Complexity: O(items of all sets), and O(baskets / 64) for each added set.
  public func withParts(countedIn baskets: Baskets, memoryBudget: Int = .max) throws
    -> FrequentItemsets
  {
    let missing = missingParts().sorted { $0.lexicographicallyPrecedes($1) }
    guard !missing.isEmpty else { return self }
    var whole = self
    for part in missing { whole.append(part, count: 0) }
    guard whole.bytes <= memoryBudget else {
      throw MiningError.tooMuchMemory(megabytes: memoryBudget >> 20, minimumCount: minimumCount)
    }
    let counts = PrefixTree(RuleLattice(whole), count..<whole.count).counts(in: baskets)
    whole = self
    for (place, part) in missing.enumerated() {
      whole.append(part, count: Int(counts[count + place]))
    }
    return whole
  }

  /// The parts of the sets that are not among them.
  private func missingParts() -> Set<[Int32]> {
    let index = ItemsetIndex(self)
    let parents = index.parents()
    var missing: Set<[Int32]> = []
    var pending: [[Int32]] = []
    for set in 0..<count where starts[set + 1] - starts[set] > 1 {
      for left in starts[set]..<starts[set + 1] where parents[left] < 0 {
        let part = Array(items[starts[set]..<left] + items[left + 1..<starts[set + 1]])
        if missing.insert(part).inserted { pending.append(part) }
      }
    }
    while let part = pending.popLast() {
      for left in part.indices where part.count > 1 {
        var smaller = part
        smaller.remove(at: left)
        guard index.position(of: smaller) < 0, missing.insert(smaller).inserted else { continue }
        pending.append(smaller)
      }
    }
    return missing
  }
}
