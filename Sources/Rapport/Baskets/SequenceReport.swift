public import BasketAnalysis
public import Commerce

/// What customers buy after something else.
public struct SequenceReport: Sendable, Encodable {
  /// The days within which the second product followed.
  public let withinDays: Int
  /// The fewest customers of a sequence.
  public let minCustomers: Int
  /// All customers.
  public let customers: Int
  /// Their shopping days that could be followed for the whole window.
  public let shoppingDays: Int
  /// How many sequences had the customers and were tested.
  public let tested: Int
  /// The product that was asked for, as it was named.
  public let product: String?
  /// How many (with that product) happen more often than usual, after correction.
  public let found: Int
  /// Wall seconds of everything.
  public let seconds: Double
  /// The first sequences of the list.
  public let top: [Finding]

  /// A product after another.
  public struct Finding: Sendable, Encodable {
    /// The product bought first.
    public let first: ShownGoods
    /// The product bought later.
    public let then: ShownGoods
    /// Customers whose first purchase of the first product can be followed.
    public let customers: Int
    /// How many of them bought the other within the window.
    public let followed: Int
    /// The share that followed, with its interval of 95 %.
    public let share: ShownInterval
    /// The share of all shopping days of the same four weeks that the second product follows within the window.
    public let usual: Double
    /// How many times as often as usual.
    public let lift: Double
    /// The median number of days between.
    public let medianDays: Int
    /// The probability of so many followers by chance, after correction.
    public let adjustedP: Double
    /// The sequence in a sentence.
    public let text: String
  }
}

extension Workspace {
  /// What customers buy after something else.
  ///
  /// - Parameters:
  ///   - search: The window, the least number of customers, and how sequences are judged.
  ///   - asOf: The day that is today; the day of the newest purchase where none is given.
  ///   - selection: Which days to take.
  ///   - product: Only sequences with this product, by its id or its name.
  ///   - top: How many sequences the report lists.
  ///   - output: A CSV file for all of them.
  /// - Returns: What was found, highest lift first.
  /// - Throws: `WorkspaceError`, `RuleError` and `BasketFileError`.
  public func sequences(
    _ search: SequentialRules, asOf: Day? = nil, _ selection: BasketSelection = .init(),
    product: String? = nil, top: Int = 10, writingTo output: String? = nil
  ) throws -> SequenceReport {
    let watch = Stopwatch()
    let catalogue = try catalogue()
    let log = try analysisLog(asOf: asOf).taking(selection)
    guard log.customers.count > 0 else { throw RuleError.noCustomers }
    let days = log.daysCovered
    guard days > search.windowDays else {
      throw RuleError.windowTooLong(days: search.windowDays, covered: days)
    }
    let names = catalogue.namesByText
    let wanted = try product.map {
      try RuleMaterial(Baskets(log), names: names).position(of: $0)
    }.map(Int32.init)
    let found = search.findings(in: log)
    let rules = found.rules.filter { rule in
      wanted.map { rule.first == $0 || rule.then == $0 } ?? true
    }
    let showing = GoodsShowing(items: ItemIndex(log.products), names: names)
    let findings = rules.map { SequenceReport.Finding($0, showing, within: search.windowDays) }
    try output.map { try SpreadsheetFile.write(SequenceReport.rows(findings), to: $0) }
    return SequenceReport(
      withinDays: search.windowDays, minCustomers: search.minimumCustomers,
      customers: found.customers, shoppingDays: found.shoppingDays, tested: found.tested,
      product: product, found: findings.count, seconds: watch.seconds,
      top: Array(findings.prefix(top)))
  }
}

extension SequenceReport.Finding {
  init(_ rule: SequentialRule, _ showing: GoodsShowing, within days: Int) {
    first = showing.goods(rule.first)
    then = showing.goods(rule.then)
    customers = rule.customers
    followed = rule.followed
    share = ShownInterval(value: rule.share.value, low: rule.share.low, high: rule.share.high)
    usual = rule.usual
    lift = rule.lift
    medianDays = rule.medianDays
    adjustedP = rule.adjustedP
    text =
      "Of those who bought \(first.name), \(Self.percent(share.value)) bought \(then.name) within "
      + "\(days) days against \(Self.percent(usual)) usual, "
      + "after \(medianDays) \(medianDays == 1 ? "day" : "days") in the median."
  }

  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return share >= 0.0995
      ? "\(Int((share * 100).rounded())) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}

extension SequenceReport {
  /// The sequences as a spreadsheet has them.
  static func rows(_ findings: [Finding]) -> [[SpreadsheetCell]] {
    let header =
      "first,firstName,then,thenName,customers,followed,share,low,high,usual,lift,medianDays,adjustedP"
    return [SpreadsheetCell.header(header)]
      + findings.map {
        [
          .text($0.first.id), .text($0.first.name), .text($0.then.id), .text($0.then.name),
          .count($0.customers), .count($0.followed), .number($0.share.value), .number($0.share.low),
          .number($0.share.high), .number($0.usual), .number($0.lift), .count($0.medianDays),
          .number($0.adjustedP),
        ]
      }
  }
}

extension PurchaseLog {
  /// The purchases of some days.
  fileprivate func taking(_ selection: BasketSelection) throws -> PurchaseLog {
    guard selection.from != nil || selection.through != nil else { return self }
    let kept = filter { line in
      let day = day(ofLine: line)
      return selection.from.map { day >= $0 } ?? true && selection.through.map { day <= $0 } ?? true
    }.compacted()
    guard kept.count > 0 else {
      throw RuleError.emptyWindow(
        from: selection.from, through: selection.through,
        first: columns.time.min().map { Timestamp(seconds: $0).day } ?? Day(number: 0),
        newest: lastDay ?? Day(number: 0))
    }
    return kept
  }

  /// From the first to the last day, both included.
  fileprivate var daysCovered: Int {
    guard let first = columns.time.min(), let last = lastDay else { return 0 }
    return Timestamp(seconds: first).day.distance(to: last) + 1
  }
}
