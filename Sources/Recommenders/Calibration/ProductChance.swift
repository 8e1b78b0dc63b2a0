public import Commerce
import Compute
import Foundation

/// How likely a customer is to buy one product of their list within the next window of days.
///
/// A model's scores rank; only a probability can be multiplied with money or told to a customer. This is a
/// small logistic regression on where the product stands in the list, how popular it is, and what the
/// customer's own past says, learned from who bought what after an earlier day.
public struct ProductChance: Sendable, Equatable {
  /// How many days the window has.
  public let windowDays: Int
  /// How many (customer, product) pairs it was learned from.
  public let examples: Int
  /// How many of them were bought.
  public let bought: Int
  /// Expected against observed, on customers each prediction had not seen (five-fold).
  public let calibration: CalibrationTable
  let regression: LogisticRegression

  /// How many customers it is learned from at most.
  static let customers = 1000
  /// How many places of each list, from the first, it is learned from.
  static let places = 20
  /// How far down further places reach, thinning out as they go.
  ///
  /// Filters bring up what stands far down in the whole list; what was learned from the first places alone promises
  /// half as much again as comes true there.
  public static let depth = 200
  /// The places beyond the first: each a quarter further down than the one before.
  static let deeperPlaces = Array(
    sequence(first: places * 5 / 4) { $0 * 5 / 4 }.prefix { $0 < depth })

  /// What each feature is called, in the order of the coefficients.
  public static let featureNames = [
    "log rank among its kind", "score against the best of its kind", "score", "log share of orders",
    "bought before", "log(1 + orders with it)", "log(1 + days since it was bought)",
    "lateness by its own rhythm", "log(1 + recency days)", "log(orders)",
    "lateness of the customer",
  ]

  /// Learns from what customers known on a day bought in the window after it.
  ///
  /// - Parameters:
  ///   - log: All purchases, returns settled.
  ///   - model: A model fitted on nothing later than `splitDay`.
  ///   - splitDay: The last day the model may know.
  ///   - windowDays: How many days after it count.
  ///   - groups: What else is known of the customers.
  ///   - threads: How many threads rank; they change nothing in the result.
  /// - Returns: `nil` where the log ends before the window does, or nobody bought anything of their list.
  /// - Complexity: That of ranking a thousand customers, and about 50 passes over 30,000 pairs.
  public static func fit(
    _ log: PurchaseLog, model: any RecommenderModel, splitDay: Day, windowDays: Int,
    groups: CustomerGroups = CustomerGroups(), threads: Int = 1
  ) -> ProductChance? {
    guard let last = log.lastDay, splitDay.advanced(by: windowDays) <= last else { return nil }
    let before = log.through(splitDay)
    let step = max(1, before.customers.count / customers)
    let sampled = before.selecting(Array(stride(from: 0, to: before.customers.count, by: step)))
    let histories = Histories(sampled, for: model.products, groups: groups)
    let window = log.after(splitDay, through: splitDay.advanced(by: windowDays))
    var (rows, outcomes, folds) = ([[Double]](), [Bool](), [Int]())
    let ranker = Ranker(model, eligibility: .everything, threads: threads)
    ranker.forEachBlock(in: histories, asOf: splitDay, count: depth) { lists in
      for customer in lists.customers where !histories.log.lines(ofCustomer: customer).isEmpty {
        let list = lists[customer]
        let basket = window.productsBought(by: histories.customers[customer])
        let features = features(
          of: list, customer: customer, in: histories, model: model, asOf: splitDay)
        for place in Array(0..<places) + deeperPlaces where place < list.count {
          rows.append(features[place])
          outcomes.append(basket.contains(list[place].product))
          folds.append(customer % 5)
        }
      }
    }
    return fit(rows, bought: outcomes, folds: folds, windowDays: windowDays)
  }

  /// Learns from features and outcomes; each fold is predicted by the others.
  static func fit(
    _ rows: [[Double]], bought: [Bool], folds: [Int], windowDays: Int
  ) -> ProductChance? {
    guard rows.count >= 100, bought.contains(true), bought.contains(false) else { return nil }
    var predicted = [Double](repeating: 0, count: rows.count)
    for fold in 0..<5 {
      let training = rows.indices.filter { folds[$0] != fold }
      let partial = LogisticRegression(
        rows: training.map { rows[$0] }, outcomes: training.map { bought[$0] }, ridge: 1)
      for i in rows.indices where folds[i] == fold { predicted[i] = partial.probability(rows[i]) }
    }
    return ProductChance(
      windowDays: windowDays, examples: rows.count, bought: bought.count(where: { $0 }),
      calibration: CalibrationTable(predicted: predicted, bought: bought).stored,
      regression: LogisticRegression(rows: rows, outcomes: bought, ridge: 1))
  }

  /// The chance of each product of a customer's list, in its order.
  ///
  /// How likely a customer is to buy a product does not depend on what else may be recommended, so where a list was
  /// filtered, places are counted in the list without filters.
  ///
  /// - Parameters:
  ///   - list: The products, best first.
  ///   - unfiltered: The best of all products, where `list` lacks some for other reasons than all repeats being out.
  ///   - customer: Whose list it is.
  ///   - histories: The purchases.
  ///   - model: What made the lists.
  ///   - asOf: The day that is today.
  /// - Returns: The chances.
  /// - Complexity: O(list + the customer's lines).
  public func chances(
    of list: [Recommendation], among unfiltered: [Recommendation] = [], customer: Int,
    in histories: Histories, model: any RecommenderModel, asOf: Day
  ) -> [Double] {
    let listed = Set(unfiltered.map(\.position))
    let all = unfiltered + list.filter { !listed.contains($0.position) }
    let wanted = Set(list.map(\.position))
    let features = Self.features(
      of: all, customer: customer, in: histories, model: model, asOf: asOf)
    var chances: [Int: Double] = [:]
    for (item, features) in zip(all, features) where wanted.contains(item.position) {
      chances[item.position] = regression.probability(features)
    }
    return list.map { chances[$0.position] ?? 0 }
  }

  /// The regression's inputs for each product of a list.
  static func features(
    of list: [Recommendation], customer: Int, in histories: Histories,
    model: any RecommenderModel, asOf: Day
  ) -> [[Double]] {
    let log = histories.log
    let past = Past(of: customer, in: log, asOf: asOf)
    let popularity = (model as? any FallbackModel)?.popularity
    // Of new products and of repeats: how many came by, and the score of the first.
    var (ranks, bests) = ([0, 0], [0.0, 0.0])
    return list.map { item in
      let own = past.products[Int32(item.position)]
      let kind = own == nil ? 0 : 1
      if ranks[kind] == 0 { bests[kind] = Double(item.score) }
      ranks[kind] += 1
      let best = bests[kind]
      let days = own.map { log1p(Double($0.daysSinceLast)) } ?? 0
      let lateness = own.flatMap { $0.gap.map { days - log1p($0) } } ?? 0
      return [
        log2(Double(ranks[kind])), best > 0 ? Double(item.score) / best : 0,
        asinh(Double(item.score)),
        Foundation.log((popularity?.share(of: item.position) ?? 0) + 1e-6),
        own == nil ? 0 : 1, log1p(Double(own?.orders ?? 0)), days, lateness, past.recency,
        past.logOrders, past.lateness,
      ]
    }
  }

  /// What a customer's lines say of each product and of the customer.
  private struct Past {
    struct Product {
      var orders = 0
      var lastOrder: Int32 = -1
      var first = 0
      var daysSinceLast = 0
      /// Mean days between purchases of it, where there are two.
      var gap: Double? {
        orders > 1 ? Double(first - daysSinceLast) / Double(orders - 1) : nil
      }
    }

    var products: [Int32: Product] = [:]
    var recency = 0.0
    var logOrders = 0.0
    var lateness = 0.0

    init(of customer: Int, in log: PurchaseLog, asOf: Day) {
      let lines = log.lines(ofCustomer: customer)
      guard let first = lines.first, let last = lines.last else { return }
      var orders: Set<Int32> = []
      for line in lines {
        let days = max(0, log.day(ofLine: line).distance(to: asOf))
        let order = log.columns.order[line]
        orders.insert(order)
        var product = products[log.columns.product[line]] ?? Product(first: days)
        if product.lastOrder != order { product.orders += 1 }
        product.lastOrder = order
        product.daysSinceLast = days
        products[log.columns.product[line]] = product
      }
      let since = Double(max(0, log.day(ofLine: last).distance(to: asOf)))
      let tenure = Double(max(0, log.day(ofLine: first).distance(to: asOf)))
      recency = log1p(since)
      logOrders = Foundation.log(Double(max(1, orders.count)))
      let gap = orders.count > 1 ? (tenure - since) / Double(orders.count - 1) : since
      lateness = recency - log1p(gap)
    }
  }
}

extension ProductChance {
  /// What a model file stores beside the model's own arrays; the names begin with `chance.`.
  public var arrays: ModelArrays {
    var arrays = ModelArrays()
    func set(_ name: String, _ values: [Float]) {
      arrays.set("chance.\(name)", AlignedBuffer(values, padding: 0))
    }
    set("coefficients", regression.coefficients)
    set("means", regression.means)
    set("deviations", regression.deviations)
    set("deciles", calibration.deciles.flatMap { [Float($0.expected), Float($0.observed)] })
    set("brier", [Float(calibration.brier), Float(calibration.baseBrier)])
    let counts = [windowDays, examples, bought] + calibration.deciles.map(\.customers)
    arrays.set(
      "chance.counts", AlignedBuffer(counts.map { Int32(clamping: $0) }, padding: 0))
    return arrays
  }

  /// Reads back what `arrays` stored, or `nil` where the arrays do not fit together.
  public init?(_ source: some ModelArraySource) throws {
    func floats(_ name: String) throws -> [Float] {
      Array(try source.floats("chance.\(name)").elements)
    }
    let counts = Array(try source.integers("chance.counts").elements).map(Int.init)
    let (deciles, brier) = (try floats("deciles"), try floats("brier"))
    let regression = LogisticRegression(
      coefficients: try floats("coefficients"), means: try floats("means"),
      deviations: try floats("deviations"))
    let features = Self.featureNames.count
    guard counts.count >= 3, counts[0] > 0, brier.count == 2,
      deciles.count == 2 * (counts.count - 3), regression.coefficients.count == features + 1,
      regression.means.count == features, regression.deviations.count == features
    else { return nil }
    self.init(
      windowDays: counts[0], examples: counts[1], bought: counts[2],
      calibration: CalibrationTable(
        deciles: counts.dropFirst(3).enumerated().map { i, customers in
          CalibrationTable.Decile(
            customers: customers, expected: Double(deciles[2 * i]),
            observed: Double(deciles[2 * i + 1]))
        }, brier: Double(brier[0]), baseBrier: Double(brier[1])),
      regression: regression)
  }
}

extension PurchaseLog {
  /// What somebody bought here; nothing where the log does not know them.
  fileprivate func productsBought(by customer: CustomerID) -> Set<ProductID> {
    guard let position = customers.position(of: customer) else { return [] }
    return Set(lines(ofCustomer: position).map { products[Int(columns.product[$0])] })
  }
}
