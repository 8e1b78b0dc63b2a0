import Commerce

/// Finds the sets of items that are together in many baskets.
///
/// ```swift
/// let miner = ItemsetMiner(MiningOptions(support: .share(ExactShare(0.01))))
/// let sets = try miner.mine(baskets)
/// ```
public struct ItemsetMiner: Sendable {
  /// What to mine.
  public var options: MiningOptions

  /// Mines with some options.
  public init(_ options: MiningOptions) { self.options = options }

  /// Finds the sets and keeps them in memory, as rules need them.
  ///
  /// - Throws: `MiningError` where there is no basket or a budget is spent.
  public func mine(_ baskets: Baskets) throws -> FrequentItemsets {
    let minimums = try minimums(baskets)
    guard options.algorithm == .auto else { return try apriori(baskets, minimums) }
    let miner = FastMiner(baskets, minimums, options: options)
    let parts = miner.search {
      ItemsetCollector(
        options: options, baskets: baskets.count, minimumCount: minimums.general,
        positions: miner.ranked.positions)
    }
    let sets = FrequentItemsets(parts, baskets: baskets.count, minimumCount: minimums.general)
    try check(sets)
    return sets
  }

  /// Counts the sets by length without keeping them, beginning with single items.
  ///
  /// - Parameter baskets: Where to look. Whoever hands them over has their memory back while sets are searched.
  /// - Returns: The number of sets of each length, beginning with single items.
  /// - Throws: `MiningError` where there is no basket or a budget is spent.
  public func count(_ baskets: consuming Baskets) throws -> [Int] {
    let minimums = try minimums(baskets)
    guard options.algorithm == .auto else { return try apriori(baskets, minimums).byLength }
    let miner = FastMiner(consume baskets, minimums, options: options)
    let parts = miner.search {
      ItemsetTally(
        maximumLength: options.maximumLength ?? .max, longest: miner.longest,
        limit: options.maximumItemsets ?? .max)
    }
    return try total(parts.map { $0.byLength() }, minimums.general)
  }

  /// Writes the sets as text, one a line: items separated by blanks, then the count in parentheses.
  ///
  /// The text does not depend on the number of threads.
  ///
  /// - Parameters:
  ///   - baskets: Where to look. Whoever hands them over has their memory back while sets are searched.
  ///   - sink: Gets the text piece by piece, in order, one call at a time.
  /// - Returns: The number of sets of each length, beginning with single items.
  /// - Throws: `MiningError` where there is no basket or a budget is spent, and what the sink throws.
  public func write(
    _ baskets: consuming Baskets,
    to sink: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void
  ) throws -> [Int] {
    let (minimums, items) = (try minimums(baskets), baskets.items)
    let output = OrderedOutput(to: sink)
    guard options.algorithm == .auto else {
      let sets = try apriori(baskets, minimums)
      sets.write(to: output, items: items)
      try output.finish()
      return sets.byLength
    }
    let miner = FastMiner(consume baskets, minimums, options: options)
    let words = ItemsetWords(
      items: miner.ranked.positions.map { items[Int($0)].text },
      counts: minimums.lowest...max(minimums.lowest, Int(miner.ranked.counts.max() ?? 0)))
    let parts = miner.search {
      ItemsetText(
        words: words, maximumLength: options.maximumLength ?? .max, longest: miner.longest,
        limit: options.maximumItemsets ?? .max, output: output)
    }
    defer { for part in parts { part.deallocate() } }
    try output.finish()
    return try total(parts.map(\.byLength), minimums.general)
  }

  private func minimums(_ baskets: Baskets) throws -> ItemMinimums {
    guard baskets.count > 0 else { throw MiningError.noBaskets }
    let hasOwnMinimums = options.categorySupport != nil || options.floor != nil
    guard !hasOwnMinimums || options.kind == .all else {
      throw MiningError.categorySupportNeedsAllSets
    }
    return ItemMinimums(options, baskets)
  }

  private func total(_ parts: [[Int]?], _ minimum: Int) throws -> [Int] {
    var tally: [Int] = []
    let limit = options.maximumItemsets ?? .max
    for part in parts {
      guard let part else {
        throw MiningError.tooManyItemsets(limit: limit, minimumCount: minimum)
      }
      for (place, number) in part.enumerated() {
        if place == tally.count { tally.append(0) }
        let (sum, isTooLarge) = tally[place].addingReportingOverflow(number)
        guard !isTooLarge else {
          throw MiningError.tooManyItemsets(limit: limit, minimumCount: minimum)
        }
        tally[place] = sum
      }
    }
    while tally.last == 0 { tally.removeLast() }
    guard tally.reduce(UInt(0), { $0.addingSaturating(UInt($1)) }) <= UInt(limit) else {
      throw MiningError.tooManyItemsets(limit: limit, minimumCount: minimum)
    }
    return tally
  }

  private func apriori(_ baskets: Baskets, _ minimums: ItemMinimums) throws -> FrequentItemsets {
    let wanted = options.maximumLength ?? .max
    let length = options.kind == .all || wanted == .max ? wanted : wanted + 1
    var sets = FrequentItemsets(baskets: baskets.count, minimumCount: minimums.general)
    try Apriori(baskets: baskets, minimumCount: minimums.lowest, maximumLength: length).mine {
      guard minimums.admits($0, count: $1) else { return }
      sets.append($0, count: $1)
      try check(sets)
    }
    return options.kind == .all ? sets : sets.keeping(options.kind, upTo: wanted)
  }

  private func check(_ sets: FrequentItemsets) throws {
    if let limit = options.maximumItemsets, sets.count > limit {
      throw MiningError.tooManyItemsets(limit: limit, minimumCount: sets.minimumCount)
    }
    if sets.bytes > options.memoryBudget {
      throw MiningError.tooMuchMemory(
        megabytes: options.memoryBudget >> 20, minimumCount: sets.minimumCount)
    }
  }
}
