public import BasketAnalysis
public import Commerce

/// Everything that can be asked of `rapport rules`.
public struct RuleRequest: Sendable {
  /// Which sets are frequent.
  public var mining: MiningOptions
  /// Which rules are made of them.
  public var rules: RuleOptions
  /// How the rules are judged.
  public var trust: TrustOptions
  /// Which rules are listed; its item is set from `product`.
  public var selection: RuleSelection
  /// Only rules with this product on one of their sides.
  public var product: ProductID?
  /// The most rules listed; `nil` lists all of them in the file and ten in the report.
  public var top: Int?

  /// Asks for rules with a support and a confidence.
  public init(support: SupportThreshold, minimumConfidence: ExactShare) {
    mining = MiningOptions(support: support)
    rules = RuleOptions(minimumConfidence: minimumConfidence)
    trust = TrustOptions()
    selection = RuleSelection()
  }
}

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
  /// Baskets with both sides.
  public let count: Int
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
  /// The other measures by name.
  public let measures: [RuleMeasure: Double]
  /// The confidence in the newer baskets, where some were held out.
  public internal(set) var newerConfidence: ShownInterval?
  /// Whether the rule promised more than the newer baskets held.
  public internal(set) var unstable: Bool?

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
    try object.encode(count, forKey: Key("count"))
    try object.encode(fisher, forKey: Key("fishersExactTest"))
    try object.encode(adjusted, forKey: Key("adjustedP"))
    try object.encode(significant, forKey: Key("significant"))
    try object.encode(improvement, forKey: Key("improvement"))
    try object.encode(redundant, forKey: Key("redundant"))
    try object.encodeIfPresent(newerConfidence, forKey: Key("newerConfidence"))
    try object.encodeIfPresent(unstable, forKey: Key("unstable"))
    for measure in RuleMeasure.allCases {
      try object.encode(measures[measure], forKey: Key(measure.rawValue))
    }
  }
}
