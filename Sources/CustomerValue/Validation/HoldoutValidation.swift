public import Commerce
import Foundation

/// How well a model foretells purchases it has not seen, beside rules of thumb.
public struct HoldoutResult: Sendable, Equatable {
  /// `bg-nbd`, `mbg-nbd`, `pareto-nbd`, or a rule of thumb.
  public let name: String
  /// Purchases foretold for the hold-out period, all customers together.
  public let expected: Double
  /// Purchases that happened.
  public let actual: Double
  /// The root of the mean squared error per customer.
  public let rootMeanSquare: Double
  /// The mean absolute error per customer.
  public let meanAbsolute: Double
  /// By repeat purchases before the split (0 … 6, 7 and more): customers, mean foretold, mean actual.
  public let byFrequency: [HoldoutGroup]
  /// By tenths of customers, most foretold first.
  public let byDecile: [HoldoutGroup]
}

/// Some customers, what was foretold for them and what happened.
public struct HoldoutGroup: Sendable, Equatable {
  /// How many customers.
  public let customers: Int
  /// Mean purchases foretold.
  public let expected: Double
  /// Mean purchases that happened.
  public let actual: Double
}

/// Splits a shop's own history, fits before and measures after.
public struct HoldoutValidation: Sendable {
  /// The last day of calibration.
  public let split: Day
  /// The last day of the hold-out.
  public let end: Day
  /// Customers known by the split.
  public let customers: Int
  /// Every model that could be fitted, then the rules of thumb.
  public let results: [HoldoutResult]
  /// Repeat purchases of all customers, foretold by the best model and actual, cumulated by period.
  public let tracking: [TrackingPoint]

  /// A point of the tracking plot.
  public struct TrackingPoint: Sendable, Equatable {
    /// The last day of the period.
    public let day: Day
    /// Cumulated repeat purchases the model expects of customers first seen before the split.
    public let expected: Double
    /// What happened.
    public let actual: Double
  }

  /// Validates the models on the last part of a history.
  ///
  /// `nil` where there is too little of it: less than 60 days, or nobody came back before the split.
  ///
  /// - Parameters:
  ///   - days: The days on which customers bought.
  ///   - split: The last day of calibration; a quarter of the history before its end where `nil`.
  ///   - threads: Change nothing but the time it takes.
  public init?(_ days: PurchaseDays, split: Day? = nil, threads: Int = 1) {
    guard let first = days.days.min() else { return nil }
    let span = Int(days.asOf.number - first)
    guard span >= 60 else { return nil }
    let split = split ?? days.asOf.advanced(by: -min(365, span / 4))
    guard let (histories, rows) = try? days.histories(through: split) else { return nil }
    let length = Double(split.distance(to: days.asOf))
    let actual = rows.map { customer in
      Double(
        days.days(of: customer, through: days.asOf).count
          - days.days(of: customer, through: split).count)
    }
    let models = PurchaseModelChoice.fitAll(histories, threads: threads)
    guard !models.isEmpty else { return nil }
    var results: [HoldoutResult] = []
    for fitted in models {
      guard
        let scores = try? fitted.model.scores(of: histories, in: length, rate: 0, threads: threads)
      else { continue }
      let expected = histories.groupOfRow.map { scores.expected[Int($0)] }
      results.append(
        Self.result(type(of: fitted.model).name, expected, actual, histories))
    }
    for rule in RuleOfThumb.allCases {
      let shop = days.meanGap(through: split) ?? length
      let expected = rows.map {
        rule.expected(days.days(of: $0, through: split), split: split, length: length, shop: shop)
      }
      results.append(Self.result(rule.rawValue, expected, actual, histories))
    }
    self.split = split
    end = days.asOf
    customers = rows.count
    self.results = results
    let best = Self.best(of: results, among: models.map { type(of: $0.model).name })
    let model = models.first { type(of: $0.model).name == best }?.model
    tracking = model.map { Self.track($0, days, rows, from: Int(first)) } ?? []
  }

  /// The model with the smallest root mean squared error on the hold-out, or `nil` without results.
  public var best: String? {
    Self.best(of: results, among: PurchaseModelChoice.names)
  }

  /// The best model that can judge one-time buyers, as warnings need it.
  public var bestForWarnings: String? {
    Self.best(of: results, among: PurchaseModelChoice.namesThatJudgeOneTimeBuyers)
  }

  /// The rule of thumb that foretold the hold-out best.
  public var bestRule: HoldoutResult? {
    results.filter { RuleOfThumb(rawValue: $0.name) != nil && $0.rootMeanSquare.isFinite }
      .min { $0.rootMeanSquare < $1.rootMeanSquare }
  }

  /// The result of a model or rule.
  public func result(_ name: String) -> HoldoutResult? { results.first { $0.name == name } }

  /// The verdict in words: whether the best model beats the best rule of thumb.
  ///
  /// A model that loses can still be the only one to say who is gone and what is to come in three years,
  /// but nobody should believe its next purchases more than the rule's.
  public var verdict: String? {
    guard let rule = bestRule, let best, let model = result(best), rule.rootMeanSquare > 0 else {
      return nil
    }
    let gain = 1 - model.rootMeanSquare / rule.rootMeanSquare
    let percent = (abs(gain) * 1000).rounded() / 10
    return gain > 0
      ? "The best model, \(best), errs \(percent) % less than the best rule of thumb, \(rule.name)."
      : "No model beats the rule of thumb \(rule.name) here: \(best) errs \(percent) % more. Take "
        + "the rule for who buys how often next."
  }

  private static func best(of results: [HoldoutResult], among names: [String]) -> String? {
    let models = results.filter { names.contains($0.name) && $0.rootMeanSquare.isFinite }
    return models.min { $0.rootMeanSquare < $1.rootMeanSquare }?.name
  }

  private static func result(
    _ name: String, _ expected: [Double], _ actual: [Double], _ histories: PurchaseHistories
  ) -> HoldoutResult {
    let errors = zip(expected, actual).map { $0 - $1 }
    let n = Double(max(1, errors.count))
    func group(_ rows: some Sequence<Int>) -> HoldoutGroup {
      let rows = Array(rows)
      let count = Double(max(1, rows.count))
      return HoldoutGroup(
        customers: rows.count, expected: rows.reduce(0) { $0 + expected[$1] } / count,
        actual: rows.reduce(0) { $0 + actual[$1] } / count)
    }
    let repeats = histories.groupOfRow.map { min(7, Int(histories.repeats[Int($0)])) }
    var bins = [[Int]](repeating: [], count: 8)
    for (row, bin) in repeats.enumerated() { bins[bin].append(row) }
    let order = expected.indices.sorted {
      expected[$0] != expected[$1] ? expected[$0] > expected[$1] : $0 < $1
    }
    let deciles = (0..<10).map { tenth in
      order[tenth * order.count / 10..<(tenth + 1) * order.count / 10]
    }
    return HoldoutResult(
      name: name, expected: expected.reduce(0, +), actual: actual.reduce(0, +),
      rootMeanSquare: (errors.reduce(0) { $0 + $1 * $1 } / n).squareRoot(),
      meanAbsolute: errors.reduce(0) { $0 + abs($1) } / n, byFrequency: bins.map { group($0) },
      byDecile: deciles.map { group($0) })
  }

  /// Repeat purchases expected of each customer since the first one, added up at 24 moments.
  private static func track(
    _ model: any PurchaseModel, _ days: PurchaseDays, _ rows: [Int], from start: Int
  ) -> [TrackingPoint] {
    var starts: [Int32: Int] = [:]
    for customer in rows {
      if let first = days.days(of: customer, through: days.asOf).first {
        starts[first, default: 0] += 1
      }
    }
    let cohorts = starts.sorted { $0.key < $1.key }
    return (1...24).map { point in
      let day = Day(number: Int32(start + (Int(days.asOf.number) - start) * point / 24))
      let expected = cohorts.reduce(0.0) { sum, cohort in
        let age = Double(day.number - cohort.key)
        return age > 0
          ? sum + Double(cohort.value) * model.expectedPurchasesOfNewCustomer(in: age) : sum
      }
      let actual = rows.reduce(0) { $0 + max(0, days.days(of: $1, through: day).count - 1) }
      return TrackingPoint(day: day, expected: expected, actual: Double(actual))
    }
  }
}

/// What people foretell without a model.
enum RuleOfThumb: String, CaseIterable {
  /// The next period repeats the one before it.
  case lastPeriod = "last-period-repeated"
  /// Everybody keeps their mean rate since the first purchase.
  case sameRate = "same-rate"
  /// As `sameRate`, but nothing from those silent for more than three of their rhythms.
  case hiatus = "hiatus-rule"

  func expected(
    _ visits: ArraySlice<Int32>, split: Day, length: Double, shop: Double
  ) -> Double {
    guard let first = visits.first, let last = visits.last else { return 0 }
    let age = Double(max(1, split.number - first))
    let rate = Double(visits.count - 1) / age * length
    switch self {
    case .lastPeriod:
      let start = split.number - Int32(length)
      return Double(visits.count { $0 > start })
    case .sameRate: return rate
    case .hiatus:
      let rhythm = LifecycleRule().rhythm(of: visits, shop: shop)
      return Double(split.number - last) > 3 * rhythm ? 0 : rate
    }
  }
}
