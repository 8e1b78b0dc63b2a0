public import BasketAnalysis
public import Commerce

/// The sets of products that earn most together.
public struct HighValueReport: Sendable, Encodable {
  /// What they are ranked by: revenue or margin.
  public let by: String
  /// The number of baskets.
  public let baskets: Int
  /// The least count that was asked for, in baskets.
  public let minCount: Int
  /// How many sets were valued; the others could not be among the best.
  public let valued: Int
  /// The product that was asked for, as it was named.
  public let product: String?
  /// How many are listed in the file, or here where there is none.
  public let found: Int
  /// Wall seconds of everything.
  public let seconds: Double
  /// What to be careful about, one sentence each.
  public let warnings: [String]
  /// The first sets of the list.
  public let top: [Finding]

  /// A set and what it earns.
  public struct Finding: Sendable, Encodable {
    /// The products.
    public let items: [ShownGoods]
    /// Baskets with all of them.
    public let count: Int
    /// What was paid for them in these baskets.
    public let revenue: Double
    /// What was left of it after the cost of the goods, where all costs are known.
    public let margin: Double?
    /// What these baskets paid for everything in them.
    public let basketRevenue: Double
    /// How many times as often as if every product were bought by chance.
    public let lift: Double
    /// The set in a sentence.
    public let text: String
  }
}

extension Workspace {
  /// The sets of products that earn most together.
  ///
  /// - Parameters:
  ///   - options: What is looked for; its item is set from `product`, its limit from `top` where no file is written.
  ///   - asOf: The day that is today; the day of the newest purchase where none is given.
  ///   - selection: Which orders to take.
  ///   - product: Only sets with this product, by its id or its name.
  ///   - top: How many sets the report lists; also the file where it is given.
  ///   - output: A CSV file for the list: all sets with the support unless `top` is given.
  /// - Returns: What was found, highest value first.
  /// - Throws: `WorkspaceError`, `MiningError`, `RuleError` and `BasketFileError`.
  public func highValueSets(
    _ options: HighValueSets.Options, asOf: Day? = nil, _ selection: BasketSelection = .init(),
    product: String? = nil, top: Int? = nil, writingTo output: String? = nil
  ) throws -> HighValueReport {
    let watch = Stopwatch()
    let catalogue = try catalogue()
    let priced = try PricedBaskets(in: try analysisLog(asOf: asOf), selection, catalogue)
    guard options.order == .revenue || priced.hasMargins else { throw RuleError.noCosts }
    let names = catalogue.namesByText
    var options = options
    options.limit = output == nil ? top ?? 10 : top
    options.item = try product.map {
      Int32(try RuleMaterial(priced.baskets, names: names).position(of: $0))
    }
    let found = try HighValueSets(in: priced, options)
    let showing = GoodsShowing(items: priced.baskets.items, names: names)
    let findings = found.findings.map { HighValueReport.Finding($0, showing) }
    try output.map { try SpreadsheetFile.write(HighValueReport.rows(findings), to: $0) }
    let shown = Array(findings.prefix(top ?? 10))
    return HighValueReport(
      by: options.order.rawValue, baskets: priced.baskets.count,
      minCount: options.support.minimumCount(inBaskets: priced.baskets.count),
      valued: found.valued, product: product, found: findings.count, seconds: watch.seconds,
      warnings: BasketWarnings.sentences(priced.baskets)
        + BasketWarnings.services(among: shown.flatMap(\.items), priced.baskets.items),
      top: shown)
  }
}

extension HighValueReport.Finding {
  init(_ finding: HighValueSets.Finding, _ showing: GoodsShowing) {
    items = showing.goods(finding.items)
    count = finding.count
    revenue = finding.value.revenue.value
    margin = finding.value.margin?.value
    basketRevenue = finding.basketRevenue.value
    lift = finding.lift
    let names = items.map(\.name)
    let all =
      names.count == 1
      ? names[0] : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    let times = "\((lift * 10).rounded() / 10) × as often as by chance"
    text =
      "\(all) \(items.count == 1 ? "is" : "are together") in \(count) "
      + "\(count == 1 ? "basket" : "baskets")\(items.count == 1 ? "" : ", \(times)"), which paid "
      + "\(finding.value.revenue) for \(items.count == 1 ? "it" : "them") and "
      + "\(finding.basketRevenue) in all."
  }
}

extension HighValueReport {
  /// The sets as a spreadsheet has them.
  static func rows(_ findings: [Finding]) -> [[SpreadsheetCell]] {
    let header = "items,names,count,revenue,margin,basketRevenue,lift"
    return [SpreadsheetCell.header(header)]
      + findings.map {
        [
          .ids($0.items), .names($0.items), .count($0.count), .number($0.revenue),
          .number($0.margin ?? .nan), .number($0.basketRevenue), .number($0.lift),
        ]
      }
  }
}
