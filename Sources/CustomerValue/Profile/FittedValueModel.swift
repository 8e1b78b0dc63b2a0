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
