import Commerce
import Compute

/// What the probability models say of every customer, and why they may be believed.
public struct ValueForecast: Sendable {
  /// The models, and how well they could be fitted.
  public let models: FittedValueModel
  /// The model of purchase times and how well it could be fitted.
  public let timing: FittedPurchaseModel
  /// The model behind early warnings and P(alive): one that can judge who bought once.
  public let warningTiming: FittedPurchaseModel
  /// The model of spend, where it could be fitted.
  public let spend: GammaGammaModel?
  /// Whether the model was picked and not asked for by name.
  public let wasAutomatic: Bool
  /// Whether the model had been fitted before, on purchases of that time.
  public let wasFittedBefore: Bool
  /// How the models foretold held-out purchases; `nil` for too short a history or a model by name.
  public let validation: HoldoutValidation?
  /// Days with purchases to expect of all customers in 365 days.
  public let expectedPurchases: Double
  /// What all customers will bring within the horizon, discounted, in units of the currency.
  public let currentRevenue: Double
  /// The least P(alive) of a customer.
  public let leastAlive: Double
  /// What the models say of each customer.
  let estimates: EstimateTable

  /// What the models say of one customer.
  public struct Estimate: Sendable, Equatable {
    /// The chance that the customer has not left for good, 0 to 1, by the model behind warnings.
    public let alive: Double
    /// The chance of at least one purchase in 365 days, 0 to 1.
    public let buys: Double
    /// Days with purchases to expect in 365 days.
    public let expectedPurchases: Double
    /// Days with purchases to expect within the horizon, discounted.
    public let discountedPurchases: Double
  }

  /// What the models say of the customer at a place of the summaries.
  public subscript(place: Int) -> Estimate {
    estimates[place]
  }

  /// What a day with purchases can be expected to bring, in units of the currency.
  public func expectedSpend(of summary: CustomerSummary) -> Double {
    estimates.expectedSpend(of: summary)
  }

  /// How well the model of spend could be fitted.
  public var spendReport: FitReport? { models.spend }

  /// Which model P(alive) comes from, where it is not the one that foretells purchases.
  public var aliveNote: String? {
    guard models.warnings != nil else { return nil }
    return
      "P(alive) is that of \(warningTiming.report.model): \(timing.report.model) believes that "
      + "everybody who bought once is still there."
  }

  /// What to know where the model sees nobody leave for good: its P(alive) then tells nothing.
  public var caution: String? {
    guard leastAlive > 0.9 else { return nil }
    return "The model sees nobody leave for good here: P(alive) is above "
      + "\(Int((leastAlive * 100).rounded(.down))) % for everybody. Go by the life cycle's stages and "
      + "by rapport warn, which then count silence against each customer's own rhythm."
  }

  /// Fits, chooses and scores; `nil` where nobody came back or the settings ask for no model.
  ///
  /// - Throws: `ValueModelError`; `HistoryError.units` for a model that counts in another unit than days.
  init?(
    _ days: PurchaseDays, _ summaries: [CustomerSummary], settings: ValueSettings, threads: Int
  ) throws {
    guard settings.fitted != nil || settings.model != "none",
      let (histories, _) = try? days.histories(through: days.asOf)
    else { return nil }
    let isAuto = settings.fitted == nil && settings.model == "auto"
    validation = isAuto ? HoldoutValidation(days, threads: threads) : nil
    do {
      models =
        try settings.fitted
        ?? FittedValueModel(
          isAuto ? validation?.best ?? ParetoNBDModel.name : settings.model, histories, summaries,
          validation, threads: threads)
    } catch is HistoryError {
      return nil
    }
    timing = try models.timing()
    warningTiming = try models.warningTiming()
    let spend = try models.spending()
    let scores = try timing.model.scores(
      of: histories, in: 365, horizon: settings.horizonDays, rate: settings.dailyRate,
      threads: threads)
    let alive =
      models.warnings == nil
      ? scores.alive : Self.alive(warningTiming, histories, atLeast: scores.buys, threads: threads)
    let table = EstimateTable(
      scores: scores, alive: alive, groups: histories.groupOfRow, spend: spend)
    let sums = Parallel(threads: threads).mapChunks(of: summaries.count, chunk: 1 << 15) { piece in
      piece.reduce(into: (purchases: 0.0, revenue: 0.0)) { sums, place in
        let estimate = table[place]
        sums.purchases += estimate.expectedPurchases
        sums.revenue +=
          estimate.discountedPurchases * table.expectedSpend(of: summaries[place])
      }
    }
    expectedPurchases = sums.reduce(0) { $0 + $1.purchases }
    currentRevenue = sums.reduce(0) { $0 + $1.revenue }
    leastAlive = alive.min() ?? 1
    wasAutomatic = isAuto
    wasFittedBefore = settings.fitted != nil
    (self.spend, estimates) = (spend, table)
  }

  /// P(alive) by the model behind warnings, one a different history.
  ///
  /// Two models may contradict each other; since only who is alive buys, P(alive) is never below the chance
  /// of a purchase that the other one foretells.
  private static func alive(
    _ warning: FittedPurchaseModel, _ histories: PurchaseHistories, atLeast buys: [Double],
    threads: Int
  ) -> [Double] {
    Parallel(threads: threads).values(histories.count, chunk: 8192) {
      max(buys[$0], warning.model.probabilityAlive(histories[$0]))
    }
  }

  /// What a day with purchases brought on average; a negative spend counts as none.
  static func mean(_ summary: CustomerSummary) -> Double {
    max(0, summary.spend.value) / Double(max(1, summary.days))
  }
}
