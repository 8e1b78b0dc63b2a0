public import BasketAnalysis
import Commerce

/// What a search for rules found.
public struct RuleReport: Sendable, Encodable {
  /// The number of baskets.
  public let baskets: Int
  /// The number of items that occur.
  public let items: Int
  /// The least count that was asked for, in baskets.
  public let minCount: Int
  /// The number of frequent sets that the rules were made of.
  public let itemsets: Int
  /// The number of rules; without redundant ones where these were not wanted.
  public let rules: Int
  /// The number of these rules of each length, beginning with one item.
  public let byLength: [Int]
  /// How many of these rules are significant after correction.
  public let significant: Int
  /// How many of the rules that reached the confidence a simpler rule makes redundant.
  public let redundant: Int
  /// How many rules were selected for the list.
  public let listed: Int
  /// How many of the listed rules promised more than the held-out baskets kept, where some were held out.
  public let unstable: Int?
  /// How many listed rules were measured again, where baskets were held out.
  public let measured: Int?
  /// How many baskets were held out, where some were.
  public let newerBaskets: Int?
  /// Baskets left out because they were too large.
  public let largeBaskets: Int
  /// Wall seconds of everything but reading.
  public let seconds: Double
  /// Wall seconds of the search for sets.
  public let mineSeconds: Double
  /// Wall seconds of the rules, their measures and the file.
  public let ruleSeconds: Double
  /// CPU seconds of the rules, their measures and the file.
  public let ruleCpuSeconds: Double
  /// Peak memory of the process in megabytes.
  public let peakMegabytes: Double
  /// What to be careful about, one sentence each.
  public let warnings: [String]
  /// The first rules of the list.
  public let top: [ShownRule]

  /// Finds the rules of baskets about which nothing else is known, such as those of a file.
  ///
  /// - Parameters:
  ///   - baskets: Where to look.
  ///   - request: What to look for.
  ///   - names: What products are called, by id.
  ///   - output: A CSV file for the whole list.
  /// - Throws: `MiningError`, and `BasketFileError` where the product is unknown or the file fails.
  public init(
    of baskets: Baskets, _ request: RuleRequest, names: [String: String] = [:],
    writingTo output: String? = nil
  ) throws {
    try self.init(of: RuleMaterial(baskets, names: names), request, writingTo: output)
  }

  /// Finds rules and writes the list to a file if one is named.
  ///
  /// - Parameters:
  ///   - material: Where to look.
  ///   - request: What to look for.
  ///   - output: A CSV file for the whole list.
  /// - Throws: `MiningError`, `RuleError`, and `BasketFileError` where the product is unknown or the file
  ///   fails.
  public init(
    of material: RuleMaterial, _ request: RuleRequest, writingTo output: String? = nil
  ) throws {
    let search = try RuleSearch(material, request)
    let judging = Stopwatch()
    let (trusted, order) = (search.trusted, search.order)
    let list = request.top.map { Array(order.prefix($0)) } ?? order
    var showing = RuleShowing(
      trusted: trusted, items: material.baskets.items, names: material.names)
    if let priced = material.priced { showing.values = priced.values(of: list, in: trusted) }
    if let newer = material.newer { showing.holdOuts = newer.remeasuring(list, of: trusted) }
    if let output {
      let text = RuleText(
        trusted, items: material.baskets.items, names: material.names, columns: showing.columns)
      try OutputFile.write(to: output) { file in
        try text.write(list, threads: request.trust.threads) { try file.write($0) }
      }
    }
    let kept = trusted.rules.indices.filter {
      !request.selection.excludesRedundant || !trusted.isRedundant($0)
    }
    baskets = material.baskets.count
    items = material.baskets.occurringItems
    minCount = search.minimumCount
    itemsets = search.itemsets
    rules = kept.count
    byLength = Self.byLength(kept, trusted.rules)
    significant = kept.count { trusted.isSignificant($0) }
    redundant = trusted.redundantCount
    listed = order.count
    unstable = material.newer == nil ? nil : showing.holdOuts.count { $0.isUnstable }
    measured = material.newer == nil ? nil : list.count
    newerBaskets = material.newer?.count
    largeBaskets = material.baskets.omitted.large
    top = list.prefix(request.top ?? 10).enumerated().map { showing.rule($1, at: $0) }
    warnings =
      BasketWarnings.sentences(material.baskets)
      + (material.priced == nil
        ? []
        : BasketWarnings.services(among: top.flatMap(\.goods), material.baskets.items))
    mineSeconds = search.mineSeconds
    ruleSeconds = search.judgeSeconds + judging.seconds
    ruleCpuSeconds = search.judgeCpuSeconds + judging.cpuSeconds
    seconds = mineSeconds + ruleSeconds
    peakMegabytes = Stopwatch.peakMegabytes
  }

  private static func byLength(_ kept: [Int], _ rules: AssociationRules) -> [Int] {
    var tally: [Int] = []
    for rule in kept {
      let length = rules.length(of: rule)
      while tally.count < length { tally.append(0) }
      tally[length - 1] += 1
    }
    return tally
  }
}

/// Sets, the rules made of them, and the order they are listed in.
private struct RuleSearch {
  let trusted: TrustedRules
  let order: [Int]
  let itemsets: Int
  let minimumCount: Int
  let mineSeconds: Double
  let judgeSeconds: Double
  let judgeCpuSeconds: Double

  init(_ material: RuleMaterial, _ request: RuleRequest) throws {
    var (mining, rules, selection) = (request.mining, request.rules, request.selection)
    selection.item = try request.product.map(material.position)
    rules.floor = try material.floor(request)
    minimumCount = mining.support.minimumCount(inBaskets: max(1, material.baskets.count))
    mining.floor = rules.floor
    let searching = Stopwatch()
    var sets = try ItemsetMiner(mining).mine(material.baskets)
    if let levels = material.levels { sets = levels.removingTrivial(sets) }
    if rules.floor != nil {
      sets = try sets.withParts(
        countedIn: material.baskets, memoryBudget: mining.memoryBudget)
    }
    try RuleMiner(rules).check(sets, memoryBudget: mining.memoryBudget)
    mineSeconds = searching.seconds
    let judging = Stopwatch()
    itemsets =
      rules.floor.map { floor in sets.count { floor.isReached(by: $0.count, $0.items) } }
      ?? sets.count
    trusted = RuleMiner(rules).trustedRules(from: sets, request.trust)
    var order = trusted.selected(selection)
    if let wanted = request.order, let priced = material.priced {
      guard wanted == .revenue || priced.hasMargins else { throw RuleError.noCosts }
      order = Self.sorted(order, by: wanted, priced.values(of: order, in: trusted))
    }
    self.order = order
    judgeSeconds = judging.seconds
    judgeCpuSeconds = judging.cpuSeconds
  }

  /// The list by money, highest first; rules of equal or unknown money stay as they were.
  private static func sorted(_ order: [Int], by wanted: ValueOrder, _ values: [RuleValue]) -> [Int]
  {
    let money = values.map { value in
      (wanted == .revenue ? value.revenue : value.margin)?.tenThousandths ?? .min
    }
    return order.indices.sorted { a, b in
      money[a] != money[b] ? money[a] > money[b] : a < b
    }.map { order[$0] }
  }
}
