import BasketAnalysis
public import Commerce

/// Recommends by association rules: "baskets with X often have Y too", applied to what was bought.
///
/// A rule applies to a customer who has bought all of its left-hand side, within the last `withinDays` if
/// that is set. A product's score is the sum, over the rules that apply and point to it, of
/// confidence · lift / (1 + lift): how often it happens, times how far that is from chance.
///
/// Only rules that can be trusted are used: significant by Fisher's exact test after Benjamini and Hochberg's
/// correction over every rule that has the count, and no less confident than any simpler one.
public struct RuleRecommender: Equatable {
  /// In how many baskets a rule must hold.
  public var minimumCount = 3
  /// How often, when the left-hand side is bought, the right-hand side is, 0 to 1.
  public var minimumConfidence = 0.02
  /// How many times the usual; rules at or below it say nothing.
  public var minimumLift = 1.0
  /// The level a rule's corrected p-value must reach; 1 takes every rule, chance ones too.
  public var significance = 0.05
  /// How many products a rule has at most, both sides together: 2 for pairs.
  public var maximumLength = 2
  /// Orders with more products are bulk purchases and not mined.
  public var maximumBasketSize = 500
  /// How many days back a purchase can trigger a rule; `nil` means for ever.
  public var withinDays: Int?

  /// The defaults.
  public init() {}
}

extension RuleRecommender: RecipeSection {
  init(reading reader: inout RecipeReader) throws {
    minimumCount = try reader.integer("minimumCount", default: minimumCount, in: 1...1_000_000)
    minimumConfidence = try reader.number(
      "minimumConfidence", default: minimumConfidence, in: 0...1)
    minimumLift = try reader.number("minimumLift", default: minimumLift, in: 0...1_000_000)
    significance = try reader.number("significance", default: significance, in: 0...1)
    maximumLength = try reader.integer("maximumLength", default: maximumLength, in: 2...10)
    maximumBasketSize = try reader.integer(
      "maximumBasketSize", default: maximumBasketSize, in: 2...1_000_000)
    withinDays = try reader.optionalNumber("withinDays", in: 1...100_000).map { Int($0) }
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("minimumCount", minimumCount)
    try writer.set("minimumConfidence", minimumConfidence)
    try writer.set("minimumLift", minimumLift)
    try writer.set("significance", significance)
    try writer.set("maximumLength", maximumLength)
    try writer.set("maximumBasketSize", maximumBasketSize)
    try writer.set("withinDays", withinDays)
  }
}

extension RuleRecommender: Recommender {
  /// Mines the rules of all orders, anonymous ones included.
  ///
  /// - Throws: ``FittingError``, or `MiningError` where a limit of mining is reached.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> RuleModel {
    let training = try log.forTraining(asOf: asOf)
    let baskets = Baskets(training, selection: BasketSelection(maximumSize: maximumBasketSize))
    let rules = try maximumLength == 2 ? pairs(of: baskets) : longRules(of: baskets, environment)
    environment.progress(1, "rules")
    return RuleModel(
      configuration: self, products: training.products,
      rules: RuleTable(rules.filter(isWorthKeeping), baskets: baskets.count),
      popularity: PopularityTable(counting: training, asOf: asOf))
  }

  private func isWorthKeeping(_ rule: AssociationRule) -> Bool {
    rule.counts.lift > minimumLift
  }

  private func pairs(of baskets: Baskets) -> [AssociationRule] {
    ProductPairs(baskets, options: ProductPairs.Options(minimumCount: minimumCount, limit: .max))
      .rules(significance: significance, minimumConfidence: ExactShare(minimumConfidence))
  }

  private func longRules(
    of baskets: Baskets, _ environment: FitEnvironment
  ) throws -> [AssociationRule] {
    let options = MiningOptions(
      support: .count(minimumCount), maximumLength: maximumLength, threads: environment.threads)
    let sets = try ItemsetMiner(options).mine(baskets)
    let miner = RuleMiner(RuleOptions(minimumConfidence: ExactShare(minimumConfidence)))
    try miner.check(sets, memoryBudget: options.memoryBudget)
    let trusted = miner.trustedRules(
      from: sets, TrustOptions(significance: significance, threads: environment.threads))
    return trusted.rules.indices.compactMap { rule in
      trusted.isSignificant(rule) && !trusted.isRedundant(rule) ? trusted.rules[rule] : nil
    }
  }
}
