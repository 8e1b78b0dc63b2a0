import Commerce

/// What the probability models say of every customer, and why they may be believed.
public struct ValueForecast: Sendable {
  /// The model of purchase times and how well it could be fitted.
  public let timing: FittedPurchaseModel
  /// The model of spend, where it could be fitted.
  public let spend: GammaGammaModel?
  /// How well that could be fitted.
  public let spendReport: FitReport?
  /// Whether the model was picked and not asked for by name.
  public let wasAutomatic: Bool
  /// How the models foretold held-out purchases; `nil` for too short a history or a model by name.
  public let validation: HoldoutValidation?
  /// P(alive) by place of the summaries.
  public let alive: [Double]
  /// Purchases to expect in 365 days.
  public let expectedPurchases: [Double]
  /// Purchases to expect within the horizon, discounted.
  public let discountedPurchases: [Double]
  /// What a purchase can be expected to bring.
  public let expectedSpend: [Double]

  /// What to know where the model sees nobody leave for good: its P(alive) then tells nothing.
  public var caution: String? {
    guard let least = alive.min(), least > 0.9 else { return nil }
    return "The model sees nobody leave for good here: P(alive) is above "
      + "\(Int((least * 100).rounded(.down))) % for everybody. Go by the life cycle's stages and by "
      + "rapport warn, which then count silence against each customer's own rhythm."
  }

  /// Fits, chooses and scores; `nil` where nobody came back or the settings ask for no model.
  ///
  /// - Throws: `ValueModelError.unknownModel`.
  init?(
    _ days: PurchaseDays, _ summaries: [CustomerSummary], settings: ValueSettings, threads: Int
  ) throws {
    guard settings.model != "none",
      let (histories, _) = try? days.histories(through: days.asOf)
    else { return nil }
    let isAuto = settings.model == "auto"
    validation = isAuto ? HoldoutValidation(days, threads: threads) : nil
    let name = isAuto ? validation?.best ?? ParetoNBDModel.name : settings.model
    let timing: FittedPurchaseModel
    do {
      timing = try PurchaseModelChoice.fit(name, histories, threads: threads)
    } catch is HistoryError {
      return nil
    }
    let rate = settings.dailyRate
    guard
      let year = try? timing.model.scores(of: histories, in: 365, rate: rate, threads: threads),
      let horizon = try? timing.model.scores(
        of: histories, in: settings.horizonDays, rate: rate, threads: threads)
    else { return nil }
    let spends = try? SpendHistories(
      purchases: summaries.map { Int32($0.days) }, means: summaries.map { Self.mean($0) })
    let fitted = spends.flatMap { try? GammaGammaModel.fit($0, threads: threads) }
    let groups = histories.groupOfRow.map(Int.init)
    self.timing = timing
    wasAutomatic = isAuto
    spend = fitted?.model
    spendReport = fitted?.report
    alive = groups.map { year.alive[$0] }
    expectedPurchases = groups.map { year.expected[$0] }
    discountedPurchases = groups.map { horizon.discounted[$0] }
    expectedSpend = summaries.map { summary in
      fitted?.model.expectedSpend(purchases: summary.days, mean: Self.mean(summary))
        ?? Self.mean(summary)
    }
  }

  /// What a day with purchases brought on average; a negative spend counts as none.
  private static func mean(_ summary: CustomerSummary) -> Double {
    max(0, summary.spend.value) / Double(max(1, summary.days))
  }
}
