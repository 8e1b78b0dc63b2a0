/// Fitted models of purchase times and of spend, kept to score customers later without fitting again.
///
/// Parameters mean nothing without their unit of time, so it is kept with them.
public struct FittedValueModel: Sendable, Codable, Equatable {
  /// The unit of time that the parameters count in.
  public let unit: TimeUnit
  /// The model of purchase times, and how well it could be fitted.
  public let purchases: FitReport
  /// The model of purchase times behind early warnings, where it is another one.
  ///
  /// `purchases` may be a model that cannot judge who bought once.
  public let warnings: FitReport?
  /// The Gamma–Gamma model of spend; `nil` where none could be fitted.
  public let spend: FitReport?

  /// Puts the parts together.
  public init(unit: TimeUnit, purchases: FitReport, warnings: FitReport?, spend: FitReport?) {
    self.unit = unit
    self.purchases = purchases
    self.warnings = warnings
    self.spend = spend
  }

  /// The model of purchase times, ready to be asked.
  ///
  /// - Throws: `ValueModelError.unknownModel`, `ValueModelError.parameters`.
  public func timing() throws -> FittedPurchaseModel { try restored(purchases) }

  /// The model behind early warnings, ready to be asked.
  ///
  /// - Throws: `ValueModelError.unknownModel`, `ValueModelError.parameters`.
  public func warningTiming() throws -> FittedPurchaseModel { try restored(warnings ?? purchases) }

  /// The model of spend, ready to be asked.
  ///
  /// - Throws: `ValueModelError.parameters`.
  public func spending() throws -> GammaGammaModel? {
    try spend.map { try GammaGammaModel(parameters: $0.values) }
  }

  private func restored(_ report: FitReport) throws -> FittedPurchaseModel {
    let type = try PurchaseModelChoice.type(named: report.model)
    return FittedPurchaseModel(
      model: try type.init(parameters: report.values, unit: unit), report: report)
  }
}

extension FittedValueModel {
  /// Fits the model of a name and what belongs to it.
  ///
  /// - Parameters:
  ///   - name: `bg-nbd`, `mbg-nbd` or `pareto-nbd`.
  ///   - histories: Everybody's repeat purchases.
  ///   - summaries: What the same customers have done, for the model of spend.
  ///   - validation: Picks the model behind warnings where `name` cannot warn; Pareto/NBD where `nil`.
  ///   - threads: Change nothing but the time it takes.
  /// - Throws: `ValueModelError.unknownModel`, `HistoryError.noRepeats`.
  public init(
    _ name: String, _ histories: PurchaseHistories, _ summaries: [CustomerSummary],
    _ validation: HoldoutValidation?, threads: Int
  ) throws {
    let timing = try PurchaseModelChoice.fit(name, histories, threads: threads)
    let canWarn = type(of: timing.model).judgesOneTimeBuyers
    let warnings =
      canWarn
      ? nil
      : try PurchaseModelChoice.fit(
        validation?.bestForWarnings ?? ParetoNBDModel.name, histories, threads: threads)
    let spends = try? SpendHistories(
      purchases: summaries.map { Int32($0.days) }, means: summaries.map(ValueForecast.mean))
    let spend = spends.flatMap { try? GammaGammaModel.fit($0, threads: threads) }
    self.init(
      unit: histories.unit, purchases: timing.report, warnings: warnings?.report,
      spend: spend?.report)
  }
}
