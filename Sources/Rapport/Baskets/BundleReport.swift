public import BasketAnalysis
public import Commerce

/// Products to offer as one: sets whose parts are often bought by different customers.
public struct BundleReport: Sendable, Encodable {
  /// The number of baskets.
  public let baskets: Int
  /// The least count that was asked for, in baskets.
  public let minCount: Int
  /// How many sets of two or more products were looked at.
  public let tested: Int
  /// How many are suggested.
  public let found: Int
  /// Wall seconds of everything.
  public let seconds: Double
  /// What to be careful about, one sentence each.
  public let warnings: [String]
  /// The first suggestions of the list.
  public let top: [Suggestion]

  /// One bundle.
  public struct Suggestion: Sendable, Encodable {
    /// The products.
    public let items: [ShownGoods]
    /// Baskets with all of them.
    public let together: Int
    /// How many times as often as by chance, for the weakest of its rules.
    public let lift: Double
    /// The corrected p-value of the weakest of its rules.
    public let adjustedP: Double
    /// Customers who have bought all of them, at whatever time.
    public let complete: Int
    /// Customers who have bought all but one of them.
    public let oneShort: Int
    /// The share of these customers who have only a part.
    public let apartShare: Double
    /// How many would complete the set if they did so as often as baskets with the rest do.
    public let expected: Double
    /// What baskets spend on the products together on average.
    public let spend: Double
    /// The expected customers at the mean amount of what each misses.
    public let opportunity: Double
    /// The suggestion in a sentence.
    public let text: String
  }
}

extension Workspace {
  /// Sets of products to offer as one.
  ///
  /// - Parameters:
  ///   - search: Which sets are looked at, and how they are judged.
  ///   - asOf: The day that is today; the day of the newest purchase where none is given.
  ///   - selection: Which orders to take.
  ///   - product: Only bundles with this product, by its id or its name.
  ///   - top: How many suggestions the report lists.
  ///   - output: A CSV file for all of them.
  /// - Returns: What was found, highest opportunity first.
  /// - Throws: `WorkspaceError`, `MiningError`, `RuleError` and `BasketFileError`.
  public func bundles(
    _ search: BundleSuggestions, asOf: Day? = nil, _ selection: BasketSelection = .init(),
    product: String? = nil, top: Int = 10, writingTo output: String? = nil
  ) throws -> BundleReport {
    let watch = Stopwatch()
    let catalogue = try catalogue()
    let log = try analysisLog(asOf: asOf)
    guard log.customers.count > 0 else { throw RuleError.noCustomers }
    let priced = try PricedBaskets(in: log, selection, catalogue)
    let names = catalogue.namesByText
    let wanted = try product.map {
      try RuleMaterial(priced.baskets, names: names).position(of: $0)
    }.map(Int32.init)
    let (suggestions, tested) = try search.suggestions(in: priced)
    let showing = GoodsShowing(items: priced.baskets.items, names: names)
    let found = suggestions.filter { suggestion in
      wanted.map(suggestion.items.contains) ?? true
    }.map { BundleReport.Suggestion($0, showing) }
    try output.map { try SpreadsheetFile.write(BundleReport.rows(found), to: $0) }
    let shown = Array(found.prefix(top))
    return BundleReport(
      baskets: priced.baskets.count,
      minCount: search.mining.support.minimumCount(inBaskets: max(1, priced.baskets.count)),
      tested: tested, found: found.count, seconds: watch.seconds,
      warnings: BasketWarnings.sentences(priced.baskets)
        + BasketWarnings.services(among: shown.flatMap(\.items), priced.baskets.items),
      top: shown)
  }
}

extension BundleReport.Suggestion {
  init(_ suggestion: BundleSuggestion, _ showing: GoodsShowing) {
    items = showing.goods(suggestion.items)
    together = suggestion.together
    lift = suggestion.lift
    adjustedP = suggestion.adjustedP
    complete = suggestion.complete
    oneShort = suggestion.oneShort
    apartShare = suggestion.apartShare
    expected = suggestion.expected
    spend = suggestion.spend.value
    opportunity = suggestion.opportunity.value
    let names = items.map(\.name)
    let all = names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    let part = items.count == 2 ? "only one of them" : "all but one of them"
    let times = (lift * 10).rounded() / 10
    text =
      "\(all) are in \(together) \(together == 1 ? "order" : "orders") together, \(times) × as often "
      + "as by chance, but \(oneShort) \(oneShort == 1 ? "customer has" : "customers have") bought "
      + "\(part) and \(complete == 0 ? "nobody" : "only \(complete)") "
      + "\(items.count == 2 ? "both" : "all")."
  }
}

extension BundleReport {
  /// The suggestions as a spreadsheet has them.
  static func rows(_ suggestions: [Suggestion]) -> [[SpreadsheetCell]] {
    let header =
      "items,names,together,lift,adjustedP,complete,oneShort,apartShare,expected,spend,opportunity"
    return [SpreadsheetCell.header(header)]
      + suggestions.map {
        [
          .ids($0.items), .names($0.items), .count($0.together), .number($0.lift),
          .number($0.adjustedP), .count($0.complete), .count($0.oneShort), .number($0.apartShare),
          .number($0.expected), .number($0.spend), .number($0.opportunity),
        ]
      }
  }
}
