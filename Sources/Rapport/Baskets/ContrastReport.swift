public import BasketAnalysis
import Campaigns
public import Commerce
import CustomerValue

/// What customers of a condition buy together that the others do not.
public struct ContrastReport: Sendable, Encodable {
  /// The condition, as it was written.
  public let condition: String
  /// Customers who fit it.
  public let customers: Int
  /// Their baskets.
  public let segmentBaskets: Int
  /// The baskets of all other named customers; anonymous ones are in neither.
  public let otherBaskets: Int
  /// The least count among the segment's baskets.
  public let minCount: Int
  /// How many sets were compared.
  public let compared: Int
  /// How many stand out after correction.
  public let found: Int
  /// Wall seconds of everything.
  public let seconds: Double
  /// What to be careful about, one sentence each.
  public let warnings: [String]
  /// The first findings of the list.
  public let top: [Finding]

  /// A set that is more frequent in the segment.
  public struct Finding: Sendable, Encodable {
    /// The products.
    public let items: [ShownGoods]
    /// Baskets of the segment with all of them.
    public let inSegment: Int
    /// Baskets of the others with all of them.
    public let inOthers: Int
    /// The share of the segment's baskets.
    public let segmentShare: Double
    /// The share of the others' baskets.
    public let otherShare: Double
    /// The one share over the other; infinite where the others never have them.
    public let ratio: Double
    /// How many customers of the segment the baskets belong to.
    public let customers: Int
    /// How many of the other customers have them.
    public let otherCustomers: Int
    /// How many of the segment's baskets count as one independent basket (Rao and Scott 1992).
    public let designEffect: Double
    /// As how many independent baskets those of the segment count.
    public let effectiveBaskets: Int
    /// Fisher's exact p-value on baskets that count as independent, one-sided, after correction.
    public let adjustedP: Double
  }
}

extension Workspace {
  /// What customers of a condition buy together that the others do not.
  ///
  /// - Parameters:
  ///   - condition: An audience as campaigns write it, such as `segment: champions`.
  ///   - options: Which sets are compared, and how they are judged.
  ///   - asOf: The day that is today; the day of the newest purchase where none is given.
  ///   - selection: Which orders to take.
  ///   - product: Only sets with this product, by its id or its name; the correction is over all sets still.
  ///   - top: How many findings the report lists.
  ///   - output: A CSV file for all findings.
  ///   - run: Threads; they never change the result.
  /// - Returns: What was found, highest ratio first.
  /// - Throws: `WorkspaceError`, `AudienceError`, `CampaignError.nobodyMeant`, `RuleError`, `MiningError`,
  ///   `BasketFileError`.
  public func contrast(
    _ condition: String, _ options: SegmentContrast.Options, asOf: Day? = nil,
    _ selection: BasketSelection = .init(), product: String? = nil, top: Int = 10,
    writingTo output: String? = nil, run: RunSettings = RunSettings()
  ) throws -> ContrastReport {
    let watch = Stopwatch()
    let day = try asOf ?? lastPurchaseDay()
    let log = try analysisLog(asOf: day)
    let catalogue = try catalogue()
    let members = try Set(customers(meantBy: condition, log, catalogue, asOf: day, run))
    guard members.count < log.customers.count else {
      throw RuleError.nobodyElse(condition: condition, customers: members.count)
    }
    var (inside, outside) = (selection, selection)
    inside.customers = members
    outside.customers = Set(log.customers.ids).subtracting(members)
    let segment = try PricedBaskets(in: log, inside, catalogue)
    let others = PricedBaskets(log, selection: outside, catalogue: catalogue)
    let contrast = try SegmentContrast(segment: segment, others: others, options: options)
    let names = catalogue.namesByText
    let wanted = try product.map {
      try RuleMaterial(segment.baskets, names: names).position(of: $0)
    }.map(Int32.init)
    let showing = GoodsShowing(items: segment.baskets.items, names: names)
    let findings = contrast.findings.filter { finding in
      wanted.map(finding.items.contains) ?? true
    }.map { ContrastReport.Finding($0, showing) }
    try output.map { try SpreadsheetFile.write(ContrastReport.rows(findings), to: $0) }
    let shown = Array(findings.prefix(top))
    return ContrastReport(
      condition: condition, customers: members.count, segmentBaskets: segment.baskets.count,
      otherBaskets: others.baskets.count,
      minCount: options.mining.support.minimumCount(inBaskets: segment.baskets.count),
      compared: contrast.compared, found: findings.count, seconds: watch.seconds,
      warnings: BasketWarnings.few(
        segment: members.count, others: log.customers.count - members.count)
        + BasketWarnings.sentences(segment.baskets)
        + BasketWarnings.services(among: shown.flatMap(\.items), segment.baskets.items),
      top: shown)
  }

  /// The customers whom a condition means.
  private func customers(
    meantBy text: String, _ log: PurchaseLog, _ catalogue: Catalogue, asOf day: Day,
    _ run: RunSettings
  ) throws -> [CustomerID] {
    let directory = try customerDirectory()
    let profiles = try CustomerProfiles(
      log, asOf: day, settings: try valuePreferences().settings(), threads: run.threads)
    let attributes = Set(
      log.customers.ids.flatMap { directory[$0]?.attributes.keys.map(\.self) ?? [] })
    let condition = try AudienceCondition(
      text,
      vocabulary: .standard(segments: profiles.segments.names, attributes: attributes.sorted()))
    let answers = try BoughtAnswers(
      condition.boughtTests, log: log, catalogue: catalogue, asOf: day)
    let members = profiles.profiles.filter { profile in
      condition.matches(
        CustomerFacts(
          profile: profile, contact: directory[profile.id],
          bought: answers.tests(ofCustomer: profile.summary.customer)))
    }
    guard !members.isEmpty else {
      throw CampaignError.nobodyMeant(audience: text, customers: profiles.profiles.count)
    }
    return members.map(\.id)
  }
}

extension ContrastReport.Finding {
  init(_ finding: SegmentContrast.Finding, _ showing: GoodsShowing) {
    items = showing.goods(finding.items)
    inSegment = finding.inSegment
    inOthers = finding.inOthers
    segmentShare = finding.segmentShare
    otherShare = finding.otherShare
    ratio = finding.ratio
    customers = finding.customers
    otherCustomers = finding.otherCustomers
    designEffect = finding.designEffect
    effectiveBaskets = finding.effectiveBaskets
    adjustedP = finding.adjustedP
  }
}

extension ContrastReport {
  /// The findings as a spreadsheet has them.
  static func rows(_ findings: [Finding]) -> [[SpreadsheetCell]] {
    let header =
      "items,names,inSegment,inOthers,segmentShare,otherShare,ratio,customers,otherCustomers,"
      + "designEffect,effectiveBaskets,adjustedP"
    return [SpreadsheetCell.header(header)]
      + findings.map {
        [
          .ids($0.items), .names($0.items), .count($0.inSegment), .count($0.inOthers),
          .number($0.segmentShare), .number($0.otherShare), .number($0.ratio), .count($0.customers),
          .count($0.otherCustomers), .number($0.designEffect), .count($0.effectiveBaskets),
          .number($0.adjustedP),
        ]
      }
  }
}
