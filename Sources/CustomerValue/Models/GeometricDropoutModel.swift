import Compute
import Foundation

/// What BG/NBD and MBG/NBD have in common, which is nearly everything.
protocol GeometricDropoutModel: PurchaseModel {
  var core: GeometricDropout { get }
  /// What a reader of the fit should know of this model; empty where nothing.
  static var remark: String { get }
}

extension GeometricDropout {
  static func fit<Model: GeometricDropoutModel, Likelihood: TimingLikelihood>(
    _ likelihood: Likelihood.Type, _ histories: PurchaseHistories, threads: Int
  ) throws -> (model: Model, report: FitReport) {
    let age = try histories.meanAgeOfRepeaters()
    let starts = [(0.5, 0.4, 0.8, 2.5), (1.0, 0.5, 1.0, 5.0), (0.2, 0.1, 0.5, 0.5)].map {
      SIMD4($0.0, $0.1 * age, $0.2, $0.3)
    }
    let staged = StagedFit(names: Model.parameterNames, starts: starts, threads: threads)
    let outcome = staged.fit(likelihood, histories)
    let report = staged.report(
      outcome, model: Model.name, customers: histories.customers,
      remarks: Model.remark.isEmpty ? [] : [Model.remark])
    return (try Model(parameters: report.values, unit: histories.unit), report)
  }
}

extension PurchaseHistories {
  /// The mean observation time, the scale of every time parameter.
  ///
  /// - Throws: `HistoryError.noRepeats` where nobody ever bought again.
  func meanAgeOfRepeaters() throws -> Double {
    guard repeats.contains(where: { $0 > 0 }) else {
      throw HistoryError.noRepeats(customers: Int(customers))
    }
    var sum = 0.0
    for group in 0..<count { sum += weights[group] * age[group] }
    return max(sum / customers, 1e-6)
  }
}

extension GeometricDropoutModel {
  /// The log-likelihood of one history.
  public func logLikelihood(of history: PurchaseHistory) -> Double {
    let table = CountTable([Int32(history.repeats)], [1])
    let timed = core.timedValue(Double(history.repeats), history.recency, history.age).sum
    return core.counted(table).value + timed
  }

  /// P(alive): the first term's share of the likelihood.
  public func probabilityAlive(_ history: PurchaseHistory) -> Double {
    1 - core.timedValue(Double(history.repeats), history.recency, history.age).shareOfSecond
  }

  /// Purchases to expect of a customer in the next `length` units.
  public func expectedPurchases(of history: PurchaseHistory, in length: Double) -> Double {
    probabilityAlive(history) * future(of: history).expected(in: length)
  }

  /// Repeat purchases to expect of a new customer.
  public func expectedPurchasesOfNewCustomer(in length: Double) -> Double {
    // The first coin, where there is one, falls on staying with chance b/(a + b).
    let stays = core.first > 0 ? core.b / (core.a + core.b) : 1
    return stays
      * BetaDropout(
        shape: core.r, rate: core.alpha, a: core.a, b: core.b + Double(core.first)
      ).expected(in: length)
  }

  /// Discounted purchases to expect.
  public func discountedPurchases(
    of history: PurchaseHistory, in length: Double, rate: Double
  ) -> Double {
    let future = future(of: history)
    return probabilityAlive(history)
      * Discounting.integral(length: length, rate: rate, scale: future.rate) {
        future.intensity(at: $0)
      }
  }

  /// The chance of exactly `count` purchases to come.
  public func probability(
    of count: Int, in length: Double, given history: PurchaseHistory
  ) -> Double {
    let alive = probabilityAlive(history)
    let given = alive * future(of: history).probability(count, in: length)
    return count == 0 ? 1 - alive + given : given
  }

  /// The chance that a new customer makes exactly `count` repeat purchases.
  public func probabilityForNewCustomer(of count: Int, in length: Double) -> Double {
    let stays = core.first > 0 ? core.b / (core.a + core.b) : 1
    let given =
      stays
      * BetaDropout(
        shape: core.r, rate: core.alpha, a: core.a, b: core.b + Double(core.first)
      ).probability(count, in: length)
    return count == 0 ? 1 - stays + given : given
  }

  /// The distribution of what is to come, if the customer is alive.
  func future(of history: PurchaseHistory, _ quadrature: BetaQuadrature? = nil) -> BetaDropout {
    BetaDropout(
      shape: core.r + Double(history.repeats), rate: core.alpha + history.age, a: core.a,
      b: core.b + Double(history.repeats + core.first), quadrature: quadrature)
  }

  /// Everything about many histories; the rule over p and the gamma functions are made once for each x.
  public func estimates(
    of histories: PurchaseHistories, in length: Double, rate: Double, threads: Int
  ) throws -> [PurchaseEstimate] {
    try estimates(of: histories, threads: threads) { repeats in
      let history = PurchaseHistory(repeats: repeats, recency: 0, age: 0)
      return (
        counted: core.counted(CountTable([Int32(repeats)], [1])).value,
        rule: future(of: history).quadrature
      )
    } estimate: { history, shared in
      let timed = core.timedValue(Double(history.repeats), history.recency, history.age)
      let (alive, future) = (1 - timed.shareOfSecond, future(of: history, shared.rule))
      let expected = alive * future.expected(in: length)
      return PurchaseEstimate(
        logLikelihood: shared.counted + timed.sum, alive: alive, expected: expected,
        discounted: rate == 0
          ? expected
          : alive
            * Discounting.integral(length: length, rate: rate, scale: future.rate) {
              future.intensity(at: $0)
            })
    }
  }

  /// Scores many histories; the rule over p is made once for each x, the future once for each (x, T).
  public func scores(
    of histories: PurchaseHistories, in length: Double, horizon: Double, rate: Double,
    threads: Int
  ) throws -> PurchaseScores {
    try checkUnit(histories)
    let counts = CountTable(histories.repeats, histories.weights).counts
    let rules = counts.map {
      BetaQuadrature(core.a, core.b + Double($0 + core.first), count: 16)
    }
    let places = Dictionary(uniqueKeysWithValues: zip(counts, rules.indices))
    let futures = FutureTable(histories, threads: threads) { repeats, age in
      let future = future(
        of: PurchaseHistory(repeats: repeats, recency: 0, age: age),
        places[repeats].map { rules[$0] })
      return FutureTable.Future(
        expected: future.expected(in: length), none: future.none(in: length),
        discounted: Discounting.integral(
          length: horizon, rate: rate, scale: future.rate, rule: .of12
        ) { future.intensity(at: $0) })
    }
    return scores(of: histories, futures, threads: threads)
  }
}
