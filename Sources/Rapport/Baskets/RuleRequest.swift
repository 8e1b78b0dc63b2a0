public import BasketAnalysis

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
  /// What the list is sorted by instead of a measure: the money its rules touch.
  public var order: ValueOrder?
  /// Only rules with this product, by its id or its name, on one of their sides.
  public var product: String?
  /// Groups of the catalogue that stand beside the products.
  public var levels: [GoodsLevel] = []
  /// How often products of some groups must occur instead.
  public var groupSupports: [GroupSupport] = []
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

/// The support that products of one category, department or brand must have instead of the usual one.
public struct GroupSupport: Sendable, Equatable {
  /// The name of the group.
  public let group: String
  /// How often its products must occur.
  public let support: SupportThreshold

  /// Names a group and its support.
  public init(group: String, support: SupportThreshold) {
    self.group = group
    self.support = support
  }
}
