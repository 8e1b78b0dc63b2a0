public import Commerce
import Compute
import Foundation

/// What is known of a customer on the day of an offer, as far as it tells how likely a purchase is.
public struct PurchaseSituation: Hashable, Sendable {
  /// How far the offered products stand out for this customer, in standard deviations.
  ///
  /// The mean model score of the offered products less the mean over all products, divided by the standard
  /// deviation over all products. Free of the model's own scale, so a probability learned with one fit of a
  /// model serves the next; 0 where all products score alike.
  public var standoutScore: Double
  /// Days since the last purchase.
  public var recencyDays: Int
  /// Number of orders so far.
  public var orders: Int
  /// Days since the first purchase.
  public var tenureDays: Int

  /// Describes a customer's situation; negative counts become 0.
  public init(standoutScore: Double, recencyDays: Int, orders: Int, tenureDays: Int) {
    self.standoutScore = standoutScore.isFinite ? standoutScore : 0
    self.recencyDays = max(0, recencyDays)
    self.orders = max(0, orders)
    self.tenureDays = max(0, tenureDays)
  }

  /// The regression's inputs, in the order the coefficients stand in.
  ///
  /// Last comes how late the customer is by their own rhythm: log((1 + recency) / (1 + mean gap)).
  var features: [Double] {
    let recency = Double(recencyDays)
    let gap = orders > 1 ? Double(max(0, tenureDays - recencyDays)) / Double(orders - 1) : recency
    return [
      standoutScore, log1p(recency), log(Double(max(1, orders))), orders > 1 ? 1 : 0,
      log1p(Double(tenureDays)), log1p(recency) - log1p(gap),
    ]
  }

  /// What the features are called, for reports.
  public static let featureNames = [
    "standout score", "log(1 + recency days)", "log(orders)", "repeat customer",
    "log(1 + tenure days)", "lateness by own rhythm",
  ]
}

extension PurchaseSituation {
  /// What would be offered to a customer of a block, and in which situation that finds them.
  public struct Offered: Sendable {
    /// The situation.
    public let situation: PurchaseSituation
    /// The offered product positions, best first.
    public let products: [Int32]
  }

  /// Finds the offered products and the situation of each customer of a block.
  ///
  /// - Parameters:
  ///   - customers: Customer positions of the histories.
  ///   - histories: Purchases up to `asOf`, in the model's product positions.
  ///   - model: Scores the products.
  ///   - rule: How many products, and whether owned ones may be among them.
  ///   - asOf: The day of the offer.
  ///   - isEligible: Whether a product position may be offered at all.
  /// - Returns: One entry a customer, in the block's order.
  /// - Complexity: O(customers × products).
  public static func offers(
    for customers: Range<Int>, in histories: Histories, model: some RecommenderModel,
    rule: OfferRule, asOf: Day, isEligible: (Int) -> Bool = { _ in true }
  ) -> [Offered] {
    let scores = model.scores(for: customers, in: histories, asOf: asOf)
    let eligible = (0..<scores.columns).map(isEligible)
    return customers.enumerated().map { row, customer in
      let values = UnsafeBufferPointer(start: scores.row(row), count: scores.columns)
      let owned =
        rule.offersRepeats
        ? []
        : Set(histories.log.lines(ofCustomer: customer).map { histories.log.columns.product[$0] })
      var best = TopSelection(limit: rule.products)
      for (product, score) in values.enumerated()
      where eligible[product] && !owned.contains(Int32(product)) {
        best.insert(Int32(product), score: score)
      }
      let offered = best.ranked()
      return Offered(
        situation: situation(
          of: customer, in: histories.log, asOf: asOf,
          standout: standout(of: offered.map(\.score), among: values)),
        products: offered.map(\.position))
    }
  }

  /// How far some scores stand out among all of a customer's scores, in standard deviations.
  static func standout(of offered: [Float], among all: UnsafeBufferPointer<Float>) -> Double {
    guard !offered.isEmpty, all.count > 1 else { return 0 }
    var (sum, squares) = (0.0, 0.0)
    for score in all { sum += Double(score) }
    let mean = sum / Double(all.count)
    for score in all { squares += (Double(score) - mean) * (Double(score) - mean) }
    let deviation = (squares / Double(all.count)).squareRoot()
    guard deviation > 1e-12, deviation.isFinite else { return 0 }
    let best = offered.reduce(0.0) { $0 + Double($1) } / Double(offered.count)
    return (best - mean) / deviation
  }

  /// The situation that a customer's purchases up to a day show.
  static func situation(
    of customer: Int, in log: PurchaseLog, asOf: Day, standout: Double
  ) -> PurchaseSituation {
    let lines = log.lines(ofCustomer: customer)
    guard let first = lines.first, let last = lines.last else {
      return PurchaseSituation(standoutScore: standout, recencyDays: 0, orders: 0, tenureDays: 0)
    }
    return PurchaseSituation(
      standoutScore: standout, recencyDays: log.day(ofLine: last).distance(to: asOf),
      orders: Set(lines.map { log.columns.order[$0] }).count,
      tenureDays: log.day(ofLine: first).distance(to: asOf))
  }
}
