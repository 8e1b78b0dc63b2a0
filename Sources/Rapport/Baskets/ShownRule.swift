public import BasketAnalysis

/// A share with its interval of 95 %.
public struct ShownInterval: Sendable, Encodable {
  /// The share.
  public let value: Double
  /// The lower end of the interval.
  public let low: Double
  /// The upper end of the interval.
  public let high: Double
}

/// One rule as it is shown: ids, names and every measure.
public struct ShownRule: Sendable, Encodable {
  /// The product ids of the left-hand side.
  public let `if`: [String]
  /// The product ids of the right-hand side.
  public let then: [String]
  /// The names of the left-hand side; the id where there is none.
  public let ifNames: [String]
  /// The names of the right-hand side.
  public let thenNames: [String]
  /// How often the sides occur; `count` is baskets with both.
  public let counts: RuleCounts
  /// Fisher's exact p-value, one-sided.
  public let fisher: Double
  /// The p-value after correction.
  public let adjusted: Double
  /// Whether the corrected p-value is at most the level.
  public let significant: Bool
  /// Confidence above that of the best simpler rule.
  public let improvement: Double
  /// Whether a simpler rule is at least as confident.
  public let redundant: Bool
  /// What was paid for the rule's products in the baskets that have them all, where prices are known.
  public internal(set) var revenue: Double?
  /// What was left of it after the cost of the goods, where all costs are known.
  public internal(set) var margin: Double?
  /// The confidence in the newer baskets, where some were held out.
  public internal(set) var newerConfidence: ShownInterval?
  /// Newer baskets with the left-hand side, where some were held out.
  public internal(set) var newerCount: Int?
  /// Whether the rule promised more than the newer baskets held.
  public internal(set) var unstable: Bool?

  /// The products of both sides.
  var goods: [ShownGoods] {
    zip(self.if + then, ifNames + thenNames).map { ShownGoods(id: $0, name: $1) }
  }

  /// Baskets with both sides.
  public var count: Int { counts.both }

  /// The measures by name.
  public var measures: [RuleMeasure: Double] {
    Dictionary(uniqueKeysWithValues: RuleMeasure.allCases.map { ($0, counts[$0]) })
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// One flat object: `if`, `then`, `count` and one key for each measure.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(self.if, forKey: Key("if"))
    try object.encode(then, forKey: Key("then"))
    try object.encode(ifNames, forKey: Key("ifNames"))
    try object.encode(thenNames, forKey: Key("thenNames"))
    try object.encode(counts.both, forKey: Key("count"))
    try object.encode(counts.antecedent, forKey: Key("ifCount"))
    try object.encode(counts.consequent, forKey: Key("thenCount"))
    try object.encode(fisher, forKey: Key("fishersExactTest"))
    try object.encode(adjusted, forKey: Key("adjustedP"))
    try object.encode(significant, forKey: Key("significant"))
    try object.encode(improvement, forKey: Key("improvement"))
    try object.encode(redundant, forKey: Key("redundant"))
    try object.encodeIfPresent(revenue, forKey: Key("revenue"))
    try object.encodeIfPresent(margin, forKey: Key("margin"))
    try object.encodeIfPresent(newerConfidence, forKey: Key("newerConfidence"))
    try object.encodeIfPresent(newerCount, forKey: Key("newerCount"))
    try object.encodeIfPresent(unstable, forKey: Key("unstable"))
    for measure in RuleMeasure.allCases {
      try object.encode(counts[measure], forKey: Key(measure.rawValue))
    }
  }
}

/// What makes shown rules: names beside ids, and what was found out about each rule of a list.
struct RuleShowing {
  let trusted: TrustedRules
  let items: ItemIndex
  let names: [String: String]
  /// By place in the list; empty where prices are unknown.
  var values: [RuleValue] = []
  /// By place in the list; empty where nothing was held out.
  var holdOuts: [HoldOut] = []

  /// The rule at a place of the list.
  func rule(_ rule: Int, at place: Int) -> ShownRule {
    let value = trusted.rules[rule]
    let (left, right) = (ids(value.antecedent), ids(value.consequent))
    var shown = ShownRule(
      if: left, then: right, ifNames: left.map { names[$0] ?? $0 },
      thenNames: right.map { names[$0] ?? $0 }, counts: value.counts,
      fisher: trusted.pValues[rule], adjusted: trusted.adjustedPValues[rule],
      significant: trusted.isSignificant(rule), improvement: trusted.improvements[rule],
      redundant: trusted.isRedundant(rule))
    if values.indices.contains(place) {
      shown.revenue = values[place].revenue.value
      shown.margin = values[place].margin?.value
    }
    if holdOuts.indices.contains(place) {
      let again = holdOuts[place]
      shown.newerConfidence = ShownInterval(
        value: again.confidence.value, low: again.confidence.low, high: again.confidence.high)
      shown.newerCount = again.newer.antecedent
      shown.unstable = again.isUnstable
    }
    return shown
  }

  /// The further columns of the file: money, and what the newer baskets said.
  var columns: [RuleColumn] {
    var columns: [RuleColumn] = []
    if !values.isEmpty {
      columns.append(RuleColumn(name: "revenue", values: values.map(\.revenue.value)))
      columns.append(RuleColumn(name: "margin", values: values.map { $0.margin?.value ?? .nan }))
    }
    if !holdOuts.isEmpty {
      func column(_ name: String, _ value: (HoldOut) -> Double) -> RuleColumn {
        RuleColumn(name: name, values: holdOuts.map(value))
      }
      columns += [
        column("newerConfidence") { $0.newer.antecedent > 0 ? $0.confidence.value : .nan },
        column("newerLow") { $0.confidence.low }, column("newerHigh") { $0.confidence.high },
        column("newerCount") { Double($0.newer.antecedent) },
        column("unstable") { $0.isUnstable ? 1 : 0 },
      ]
    }
    return columns
  }

  private func ids(_ side: [Int32]) -> [String] { side.map { items[Int($0)].text } }
}
