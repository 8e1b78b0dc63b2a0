import BasketAnalysis
public import Commerce
public import Compute

/// What `RuleRecommender` learns: rules, ready to be applied to histories.
public struct RuleModel: StoredModel, FallbackModel {
  /// How it was trained.
  public let configuration: RuleRecommender
  /// The products that were bought.
  public let products: IDIndex<ProductID>
  /// How often each product is bought.
  public let popularity: PopularityTable
  private let rules: RuleTable

  init(
    configuration: RuleRecommender, products: IDIndex<ProductID>, rules: RuleTable,
    popularity: PopularityTable
  ) {
    self.configuration = configuration
    self.products = products
    self.rules = rules
    self.popularity = popularity
  }

  init(_ configuration: RuleRecommender, from source: some ModelArraySource) throws {
    self.configuration = configuration
    products = try IDIndex<ProductID>(from: source)
    rules = try RuleTable(from: source)
    popularity = try PopularityTable(from: source, products: products.count)
  }

  /// Ids, rules and popularity.
  public var arrays: ModelArrays {
    var arrays = ModelArrays()
    arrays.set("products", products.ids.map(\.text))
    rules.store(in: &arrays)
    popularity.store(in: &arrays)
    return arrays
  }

  /// How many rules there are.
  public var ruleCount: Int { rules.count }

  /// The sum of the rules that apply; products that none points to follow by popularity.
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let scores = Matrix(rows: customers.count, columns: products.count)
    for customer in customers {
      let target = scores.row(customer - customers.lowerBound)
      guard knows(customer: customer, in: histories) else {
        popularity.write(to: target)
        continue
      }
      let triggers = triggers(of: customer, in: histories, asOf: asOf)
      rules.forEachRule(applyingTo: triggers) { rule in
        target[rules.consequent(of: rule)] += Self.score(of: rules.counts(of: rule))
      }
      popularity.fillGaps(in: target)
    }
    return scores
  }

  /// confidence · lift / (1 + lift).
  private static func score(of counts: RuleCounts) -> Float {
    Float(counts.confidence * counts.lift / (1 + counts.lift))
  }

  /// The products that can trigger rules, ascending and distinct.
  private func triggers(of customer: Int, in histories: Histories, asOf: Day) -> [Int32] {
    let log = histories.log
    let days = configuration.withinDays ?? .max
    let bought = log.lines(ofCustomer: customer)
      .filter { log.day(ofLine: $0).distance(to: asOf) < days }
      .map { log.columns.product[$0] }
    return Set(bought).sorted()
  }
}

extension RuleModel: ExplainingModel {
  /// The rules that apply and point to the product, by what they add to the score.
  public func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    var best = TopSelection(limit: count)
    let triggers = triggers(of: customer, in: histories, asOf: asOf)
    rules.forEachRule(applyingTo: triggers) { rule in
      guard rules.consequent(of: rule) == product else { return }
      best.insert(Int32(rule), score: Self.score(of: rules.counts(of: rule)))
    }
    let reasons = best.ranked().map { reason(from: Int($0.position), customer, histories) }
    guard reasons.isEmpty, count > 0 else { return reasons }
    return [.popular(share: popularity.share(of: product))]
  }

  private func reason(from rule: Int, _ customer: Int, _ histories: Histories) -> Reason {
    let (antecedent, counts) = (rules.antecedent(of: rule), rules.counts(of: rule))
    guard let only = antecedent.first, antecedent.count == 1 else {
      return .rule(
        if: antecedent.map { products[Int($0)] }, confidence: counts.confidence, lift: counts.lift)
    }
    return .boughtTogether(
      product: products[Int(only)], on: histories.lastPurchase(of: Int(only), by: customer),
      confidence: counts.confidence, lift: counts.lift, unit: .baskets)
  }
}

extension RuleModel: SimilarityModel {
  /// What baskets with the product most often have too, by rules with nothing else on their left.
  public func similar(to product: Int, count: Int) -> [TopSelection.Element] {
    var best = TopSelection(limit: count)
    rules.forEachRule(applyingTo: [Int32(product)]) { rule in
      best.insert(
        Int32(rules.consequent(of: rule)), score: Self.score(of: rules.counts(of: rule)))
    }
    return best.ranked()
  }
}
