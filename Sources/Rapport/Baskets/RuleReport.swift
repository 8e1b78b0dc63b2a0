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

  /// Finds the rules of some baskets and writes the list to a file if one is named.
  ///
  /// - Parameters:
  ///   - baskets: Where to look.
  ///   - request: What to look for.
  ///   - names: What products are called, by id.
  ///   - newer: Newer baskets that took no part in the search, to measure the listed rules in again; their
  ///     item index must be the same.
  ///   - output: A CSV file for the whole list.
  /// - Throws: `MiningError`, and `BasketFileError` where the product is unknown or the file fails.
  public init(
    of baskets: Baskets, _ request: RuleRequest, names: [String: String] = [:],
    holdingOut newer: Baskets? = nil, writingTo output: String? = nil
  ) throws {
    var selection = request.selection
    selection.item = try request.product.map { try Self.position(of: $0, in: baskets) }
    let mining = Stopwatch()
    let sets = try ItemsetMiner(request.mining).mine(baskets)
    mineSeconds = mining.seconds
    let judging = Stopwatch()
    let trusted = RuleMiner(request.rules).trustedRules(from: sets, request.trust)
    let table = RuleTable(trusted, items: baskets.items, names: names)
    var order = trusted.selected(selection)
    listed = order.count
    if let top = request.top { order = Array(order.prefix(top)) }
    if let output {
      try OutputFile.write(to: output) { file in
        try table.writeCSV(order, threads: request.trust.threads) { try file.write($0) }
      }
    }
    ruleSeconds = judging.seconds
    ruleCpuSeconds = judging.cpuSeconds
    seconds = mining.seconds
    let kept = trusted.rules.indices.filter {
      !request.selection.excludesRedundant || !trusted.isRedundant($0)
    }
    self.baskets = baskets.count
    items = baskets.occurringItems
    minCount = sets.minimumCount
    itemsets = sets.count
    rules = kept.count
    byLength = Self.byLength(kept, trusted.rules)
    significant = kept.count { trusted.isSignificant($0) }
    redundant = trusted.redundantCount
    largeBaskets = baskets.omitted.large
    warnings = BasketWarnings.sentences(baskets)
    let again = newer?.remeasuring(order.map { trusted.rules[$0] })
    unstable = again?.count { $0.isUnstable }
    top = order.prefix(request.top ?? 10).enumerated().map { place, rule in
      table.shown(rule, again?[place])
    }
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

  private static func position(of product: ProductID, in baskets: Baskets) throws -> Int {
    if let position = baskets.items.position(of: product) { return position }
    let ids = (0..<baskets.items.count).lazy.map { baskets.items[$0].text }
    throw BasketFileError.unknownProduct(
      id: product.text, nearest: NearestMatch.to(product.text, among: ids))
  }
}
