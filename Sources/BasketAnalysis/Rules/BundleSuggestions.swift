public import Commerce

/// Products to offer as one: they go together in baskets, but most of their customers have only a part.
public struct BundleSuggestion: Sendable, Hashable {
  /// The products, as ascending positions.
  public let items: [Int32]
  /// Baskets with all of them.
  public let together: Int
  /// How many times as often as by chance the last product joins the others, for the weakest of them.
  public let lift: Double
  /// The corrected p-value of the weakest of the rules within the set.
  public let adjustedP: Double
  /// Customers who have bought all of them, at whatever time.
  public let complete: Int
  /// Customers who have bought all but one of them.
  public let oneShort: Int
  /// How many of those would complete the set if they did so as often as baskets with the rest do.
  public let expected: Double
  /// What baskets spend on all the products on average.
  public let spend: Money
  /// The expected customers at the mean spend on what each of them misses.
  public let opportunity: Money

  /// The share of these customers who have only a part.
  public var apartShare: Double { Double(oneShort) / Double(max(1, oneShort + complete)) }
}

/// Looks for sets whose parts are often bought by different customers.
///
/// A bundle earns where people who already like one part can be won for the rest: the products belong together
/// (their rules are significant after correction), yet most customers of a part never bought the other.
public struct BundleSuggestions: Sendable {
  /// Which sets are looked at.
  public var mining: MiningOptions
  /// The level the weakest rule of a set must reach after correction.
  public var significance: Double
  /// How p-values are corrected.
  public var correction: TestCorrection
  /// The least share of customers who have only a part.
  public var minimumApartShare: Double
  /// How many times as often as by chance the weakest of a set's rules must hold; best sellers meet a little
  /// more often than chance without belonging together.
  public var minimumLift: Double
  /// The fewest customers who have all of a set.
  ///
  /// Without any, only anonymous orders speak for it, and nothing is known of customers who were won for the rest.
  public var minimumCustomers: Int

  /// Looks for sets of up to three products of which at least half the customers have only a part.
  public init(
    mining: MiningOptions, significance: Double = 0.01, correction: TestCorrection = .bh,
    minimumApartShare: Double = 0.5, minimumLift: Double = 2,
    minimumCustomers: Int = 3
  ) {
    self.mining = mining
    self.mining.maximumLength = mining.maximumLength ?? 3
    self.significance = significance
    self.correction = correction
    self.minimumApartShare = minimumApartShare
    self.minimumLift = minimumLift
    self.minimumCustomers = max(0, minimumCustomers)
  }

  /// The suggestions, highest opportunity first; ties by more expected customers, then by items.
  ///
  /// Anonymous baskets count for the rules but belong to no customer.
  ///
  /// - Parameter priced: The baskets with customers and amounts.
  /// - Returns: The suggestions, and how many sets of two or more products were looked at.
  /// - Throws: `MiningError` where there is no basket or a budget is spent.
  /// - Complexity: That of mining, and O(customers of the products) for each significant set.
  public func suggestions(
    in priced: PricedBaskets
  ) throws -> (suggestions: [BundleSuggestion], tested: Int) {
    let sets = try ItemsetMiner(mining).mine(priced.baskets).ordered()
    let trusted = RuleMiner(RuleOptions(minimumConfidence: ExactShare(0))).trustedRules(
      from: sets,
      TrustOptions(significance: significance, correction: correction, threads: mining.threads))
    let owners = Owners(priced)
    let prices = priced.meanAmounts()
    var found: [BundleSuggestion] = []
    var tested = 0
    var first = 0
    while first < trusted.rules.count {
      var end = first + 1
      while end < trusted.rules.count,
        trusted.rules.setOfRule[end] == trusted.rules.setOfRule[first]
      { end += 1 }
      tested += 1
      if let suggestion = suggestion(first..<end, trusted, owners, prices) {
        found.append(suggestion)
      }
      first = end
    }
    return (found.sorted(by: Self.comesFirst), tested)
  }

  /// The suggestion of a set, given all its rules, or `nil` where they do not carry one.
  private func suggestion(
    _ range: Range<Int>, _ trusted: TrustedRules, _ owners: Owners, _ prices: [Double]
  ) -> BundleSuggestion? {
    let rules = range.map { trusted.rules[$0] }
    guard let weakest = rules.map(\.counts.lift).min(), weakest >= minimumLift,
      range.allSatisfy(trusted.isSignificant), let set = rules.first
    else { return nil }
    let items = (set.antecedent + set.consequent).sorted()
    let complete = owners.owners(ofAll: items).count
    guard complete >= minimumCustomers else { return nil }
    var (oneShort, expected, opportunity) = (0, 0.0, 0.0)
    for rule in rules {
      let missing = owners.owners(ofAll: rule.antecedent).count - complete
      let buyers = Double(missing) * rule.counts.confidence
      oneShort += missing
      expected += buyers
      opportunity += buyers * rule.consequent.reduce(0) { $0 + prices[Int($1)] }
    }
    let found = BundleSuggestion(
      items: items, together: set.counts.both, lift: weakest,
      adjustedP: range.map { trusted.adjustedPValues[$0] }.max() ?? 1, complete: complete,
      oneShort: oneShort, expected: expected,
      spend: Money(rounding: items.reduce(0) { $0 + prices[Int($1)] }),
      opportunity: Money(rounding: opportunity))
    return oneShort > 0 && found.apartShare >= minimumApartShare ? found : nil
  }

  private static func comesFirst(_ a: BundleSuggestion, _ b: BundleSuggestion) -> Bool {
    if a.opportunity != b.opportunity { return a.opportunity > b.opportunity }
    if a.expected != b.expected { return a.expected > b.expected }
    return a.items.lexicographicallyPrecedes(b.items)
  }
}

/// The customers of each item, at whatever time they bought it.
private struct Owners {
  private let lists: ItemLists

  init(_ priced: PricedBaskets) {
    var rows: [Int32: [Int32]] = [:]
    for basket in 0..<priced.baskets.count where priced.customers[basket] >= 0 {
      rows[priced.customers[basket], default: []] += priced.baskets[basket]
    }
    var collected = BasketRows()
    for customer in rows.keys.sorted() { collected.append(unsorted: rows[customer] ?? []) }
    lists = ItemLists(collected.baskets(items: priced.baskets.items))
  }

  /// The customers who have bought all of some items.
  func owners(ofAll items: [Int32]) -> [Int32] { lists.baskets(withAll: items) }
}

extension PricedBaskets {
  /// What is paid on average for each item in a basket that has it, in units of the currency.
  fileprivate func meanAmounts() -> [Double] {
    var (sums, counts) = ([Int64](repeating: 0, count: baskets.items.count), baskets.itemCounts())
    for (entry, item) in baskets.entries.enumerated() { sums[Int(item)] += amounts[entry] }
    for item in counts.indices { counts[item] = max(1, counts[item]) }
    return zip(sums, counts).map { Double($0) / Double($1) / 10_000 }
  }
}
