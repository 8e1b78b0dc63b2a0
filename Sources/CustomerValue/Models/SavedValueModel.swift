/// A fitted model as it is kept in a file: parameters mean nothing without their unit of time.
public struct SavedValueModel: Sendable, Codable, Equatable {
  /// The model's name, as in `bg-nbd`.
  public let model: String
  /// The unit of time its parameters count in; `nil` for Gamma–Gamma and BG/BB, which know none.
  public let unit: TimeUnit?
  /// The parameters by their names in the papers.
  public let parameters: [String: Double]

  /// Keeps a fitted model of purchase times.
  public init(_ model: any PurchaseModel) {
    self.model = type(of: model).name
    unit = model.unit
    parameters = Dictionary(
      uniqueKeysWithValues: zip(type(of: model).parameterNames, model.parameters))
  }

  /// Keeps what a fit found.
  ///
  /// - Parameters:
  ///   - report: The fit.
  ///   - unit: The unit of time; `nil` for models of spend and of occasions.
  public init(_ report: FitReport, unit: TimeUnit?) {
    model = report.model
    self.unit = unit
    parameters = Dictionary(uniqueKeysWithValues: zip(report.names, report.values))
  }

  /// The model of purchase times itself.
  ///
  /// - Throws: `ValueModelError.unknownModel`, `ValueModelError.parameters` where one is missing or not
  ///   positive, `ValueModelError.noUnit`.
  public func restored() throws -> any PurchaseModel {
    let type = try PurchaseModelChoice.type(named: model)
    guard let unit else { throw ValueModelError.noUnit(model: model) }
    return try type.init(parameters: values(type.parameterNames), unit: unit)
  }

  /// The model of spend itself.
  ///
  /// - Throws: `ValueModelError.parameters`.
  public func spend() throws -> GammaGammaModel {
    try GammaGammaModel(parameters: values(GammaGammaModel.parameterNames))
  }

  /// The model of occasions itself.
  ///
  /// - Throws: `ValueModelError.parameters`.
  public func occasions() throws -> BGBBModel {
    try BGBBModel(parameters: values(BGBBModel.parameterNames))
  }

  private func values(_ names: [String]) -> [Double] { names.map { parameters[$0] ?? .nan } }
}
