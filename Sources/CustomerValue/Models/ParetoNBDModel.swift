import Compute
import Foundation

/// Pareto/NBD: customers buy at a rate of their own until a moment of their own.
///
/// Schmittlein, Morrison and Colombo (1987), *Counting Your Customers*. Rates of purchase are gamma (r, α),
/// rates of dropping out gamma (s, β). Dropping out needs no purchase, so silence counts from the start.
public struct ParetoNBDModel: PurchaseModel {
  /// The model's name.
  public static let name = "pareto-nbd"
  /// The parameters as in the paper.
  public static let parameterNames = ["r", "alpha", "s", "beta"]
  /// One-time buyers may drop out like everybody.
  public static let judgesOneTimeBuyers = true
  /// The unit of time.
  public let unit: TimeUnit
  /// r, α, s, β.
  public var parameters: [Double] { [core.r, core.alpha, core.s, core.beta] }
  let core: ParetoNBDLikelihood

  /// Takes r, α, s, β.
  ///
  /// - Throws: `ValueModelError.parameters` unless there are four positive numbers.
  public init(parameters: [Double], unit: TimeUnit) throws {
    core = ParetoNBDLikelihood(
      try ValueModelError.checked(parameters, Self.name, Self.parameterNames))
    self.unit = unit
  }

  /// Estimates the parameters by maximum likelihood.
  ///
  /// - Throws: `HistoryError.noRepeats` where nobody ever bought again.
  public static func fit(_ histories: PurchaseHistories, threads: Int = 1) throws -> (
    model: Self, report: FitReport
  ) {
    let age = try histories.meanAgeOfRepeaters()
    let starts = [(0.6, 0.4, 0.6, 0.4), (1.0, 0.5, 1.0, 2.0), (0.3, 0.1, 0.3, 0.3)].map {
      SIMD4($0.0, $0.1 * age, $0.2, $0.3 * age)
    }
    let staged = StagedFit(names: parameterNames, starts: starts, threads: threads)
    let outcome = staged.fit(ParetoNBDLikelihood.self, histories)
    let report = staged.report(outcome, model: name, customers: histories.customers)
    return (try Self(parameters: report.values, unit: histories.unit), report)
  }

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
    newCustomer.expected(in: length)
  }

  /// Discounted purchases to expect: DERT of Fader, Hardie and Lee (2005) for an endless time.
  public func discountedPurchases(
    of history: PurchaseHistory, in length: Double, rate: Double
  ) -> Double {
    probabilityAlive(history) * future(of: history).discounted(in: length, rate: rate)
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
    newCustomer.probability(count, in: length)
  }

  /// Everything about many histories; the gamma functions are worked out once for each x.
  ///
  /// - Throws: `HistoryError.units` where the histories count time in another unit.
  public func estimates(
    of histories: PurchaseHistories, in length: Double, rate: Double, threads: Int
  ) throws -> [PurchaseEstimate] {
    try estimates(of: histories, threads: threads) { repeats in
      core.counted(CountTable([Int32(repeats)], [1])).value
    } estimate: { history, counted in
      let timed = core.timedValue(Double(history.repeats), history.recency, history.age)
      let (alive, future) = (1 - timed.shareOfSecond, future(of: history))
      let expected = alive * future.expected(in: length)
      return PurchaseEstimate(
        logLikelihood: counted + timed.sum, alive: alive, expected: expected,
        discounted: rate == 0 ? expected : alive * future.discounted(in: length, rate: rate))
    }
  }

  /// Scores many histories; the future once for each (x, T).
  public func scores(
    of histories: PurchaseHistories, in length: Double, horizon: Double, rate: Double,
    threads: Int
  ) throws -> PurchaseScores {
    try checkUnit(histories)
    let futures = FutureTable(histories, threads: threads) { repeats, age in
      let future = future(of: PurchaseHistory(repeats: repeats, recency: 0, age: age))
      return FutureTable.Future(
        expected: future.expected(in: length), none: future.none(in: length),
        discounted: future.discounted(in: horizon, rate: rate, rule: .of16))
    }
    return scores(of: histories, futures, threads: threads)
  }

  private var newCustomer: GammaLifetime {
    GammaLifetime(shape: core.r, rate: core.alpha, s: core.s, beta: core.beta)
  }

  private func future(of history: PurchaseHistory) -> GammaLifetime {
    GammaLifetime(
      shape: core.r + Double(history.repeats), rate: core.alpha + history.age, s: core.s,
      beta: core.beta + history.age)
  }
}

/// What is to come from a customer who is alive, with a gamma rate of purchases and of dropping out.
struct GammaLifetime {
  let shape, rate, s, beta: Double

  /// k/A · β((1 + t/β)^(1−s) − 1)/(1 − s), which is k/A · β log(1 + t/β) at s = 1.
  func expected(in time: Double) -> Double {
    let growth = log1p(time / beta)
    let exponent = (1 - s) * growth
    let lifetime =
      abs(exponent) < 1e-9 ? growth * (1 + exponent / 2) : expm1(exponent) / (1 - s)
    return shape / rate * beta * lifetime
  }

  /// k/A · ∫ e^(−δt) (β/(β + t))^s dt.
  func discounted(in time: Double, rate discount: Double, rule: GaussLegendre = .of48) -> Double {
    shape / rate
      * Discounting.integral(length: time, rate: discount, scale: beta, rule: rule) {
        exp(-s * log1p($0 / beta))
      }
  }

  /// The chance of no purchase within a time, alive to the end or gone before: `probability(0, in:)` with
  /// the nodes where the integrand is.
  func none(in time: Double) -> Double {
    let end = log1p(time / beta)
    // The logarithm of the integrand falls at least so fast; after e⁻⁴⁰ nothing is left.
    let fall = s + shape * min(1, beta / rate)
    let gone = GaussLegendre.of48.integral(from: 0, to: min(end, 40 / fall)) { y in
      s * exp(-s * y - shape * log1p(beta * expm1(y) / rate))
    }
    return gone + exp(-s * end - shape * log1p(time / rate))
  }

  /// Alive to the end, or gone at τ: mixed over the Pareto distribution of τ.
  func probability(_ count: Int, in time: Double) -> Double {
    let process = NegativeBinomial(shape: shape, rate: rate)
    let survives = exp(-s * log1p(time / beta))
    var result = survives * process.probability(count, in: time)
    let end = log1p(time / beta)
    for part in 0..<8 {
      let (from, to) = (end * Double(part) / 8, end * Double(part + 1) / 8)
      result += GaussLegendre.of24.integral(from: from, to: to) { y in
        s * exp(-s * y) * process.probability(count, in: beta * expm1(y))
      }
    }
    return result
  }
}
