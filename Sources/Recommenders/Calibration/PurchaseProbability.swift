public import Commerce

/// How likely a customer is to buy at least one of the products a letter offers, within its window.
///
/// A recommender's scores rank products; money needs a probability. This is a small logistic regression
/// (`LogisticRegression`) on the customer's situation on the day of the offer, learned from what happened
/// after an earlier day: who bought any product that would then have been offered to them? Nobody was
/// mailed, so it is the probability of a purchase, not of a purchase *because of* the letter; a campaign's
/// control group measures that.
public struct PurchaseProbability: Sendable, Equatable {
  /// What the probability is about: how many products and how many days.
  public let rule: OfferRule
  /// How many customers it was learned from.
  public let examples: Int
  /// How many of them bought.
  public let buyers: Int
  /// Expected against observed, on customers each prediction had not seen (five-fold).
  public let calibration: CalibrationTable
  let regression: LogisticRegression

  init(
    rule: OfferRule, examples: Int, buyers: Int, calibration: CalibrationTable,
    regression: LogisticRegression
  ) {
    self.rule = rule
    self.examples = examples
    self.buyers = buyers
    self.calibration = calibration
    self.regression = regression
  }

  /// Learns from customers' situations on a day and whether each then bought an offered product.
  ///
  /// The ridge penalty is 1, which also keeps the answer finite where a feature separates buyers from
  /// others or nobody bought. The calibration table comes from five folds (row i is in fold i mod 5), each
  /// predicted by a fit on the other four.
  ///
  /// - Returns: `nil` where there are fewer than 20 examples: too few to say anything.
  /// - Complexity: O(n) for n examples, about 50 passes over them in all.
  public static func fit(
    _ situations: [PurchaseSituation], bought: [Bool], rule: OfferRule
  ) -> PurchaseProbability? {
    guard situations.count >= 20, situations.count == bought.count else { return nil }
    let rows = situations.map(\.features)
    let folds = 5
    var predicted = [Double](repeating: 0, count: rows.count)
    for fold in 0..<folds {
      let training = rows.indices.filter { $0 % folds != fold }
      let partial = LogisticRegression(
        rows: training.map { rows[$0] }, outcomes: training.map { bought[$0] }, ridge: 1)
      for i in rows.indices where i % folds == fold { predicted[i] = partial.probability(rows[i]) }
    }
    return PurchaseProbability(
      rule: rule, examples: rows.count, buyers: bought.count(where: { $0 }),
      calibration: CalibrationTable(predicted: predicted, bought: bought).stored,
      regression: LogisticRegression(rows: rows, outcomes: bought, ridge: 1))
  }

  /// Learns from a log which customers known on a day bought an offered product in the window after it.
  ///
  /// - Parameters:
  ///   - log: All purchases, returns settled.
  ///   - model: A model fitted on nothing later than `splitDay`.
  ///   - splitDay: The last day the model may know.
  ///   - rule: The letter.
  ///   - groups: What else is known of the customers.
  /// - Returns: `nil` where the log ends before the window does, or fewer than 20 customers are known.
  /// - Complexity: O(customers × products), in blocks of 256 customers; of more than 40,000 customers only
  ///   every second block, third block and so on.
  public static func fit(
    _ log: PurchaseLog, model: some RecommenderModel, splitDay: Day, rule: OfferRule,
    groups: CustomerGroups = CustomerGroups()
  ) -> PurchaseProbability? {
    guard let lastDay = log.lastDay, splitDay.advanced(by: rule.windowDays) <= lastDay else {
      return nil
    }
    let before = Histories(log.through(splitDay), for: model.products, groups: groups)
    let window = log.after(splitDay, through: splitDay.advanced(by: rule.windowDays))
      .reindexed(to: model.products)
    var (situations, bought): ([PurchaseSituation], [Bool]) = ([], [])
    // Some twenty thousand customers settle seven coefficients; more would only cost time.
    let step = 256 * max(1, before.customers.count / 20_000)
    for start in stride(from: 0, to: before.customers.count, by: step) {
      let block = start..<min(start + 256, before.customers.count)
      let offers = PurchaseSituation.offers(
        for: block, in: before, model: model, rule: rule, asOf: splitDay)
      for (customer, offer) in zip(block, offers) where offer.situation.orders > 0 {
        let basket = Set(window.lines(ofCustomer: customer).map { window.columns.product[$0] })
        situations.append(offer.situation)
        bought.append(offer.products.contains { basket.contains($0) })
      }
    }
    return fit(situations, bought: bought, rule: rule)
  }

  /// The probability that a customer in a situation buys an offered product within the window.
  public func probability(_ situation: PurchaseSituation) -> Double {
    regression.probability(situation.features)
  }

  /// The share of buyers among all customers it was learned from.
  public var baseRate: Double { examples > 0 ? Double(buyers) / Double(examples) : 0 }

  /// What each feature does, per standard deviation, in log odds; in the order of `featureNames`.
  public var effects: [Double] { regression.coefficients.dropFirst().map(Double.init) }
}
