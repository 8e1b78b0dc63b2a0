/// A fitted model of purchase times as it is kept in a file: parameters mean nothing without their unit.
public struct SavedPurchaseModel: Sendable, Codable, Equatable {
  /// The model's name, as in `bg-nbd`.
  public let model: String
  /// The unit of time its parameters count in.
  public let unit: TimeUnit
  /// The parameters by their names in the papers.
  public let parameters: [String: Double]

  /// Keeps a fitted model.
  public init(_ model: any PurchaseModel) {
    self.model = type(of: model).name
    unit = model.unit
    parameters = Dictionary(
      uniqueKeysWithValues: zip(type(of: model).parameterNames, model.parameters))
  }

  /// The model itself.
  ///
  /// - Throws: `ValueModelError.unknownModel`, `ValueModelError.parameters` where one is missing or not
  ///   positive.
  public func restored() throws -> any PurchaseModel {
    let type = try PurchaseModelChoice.type(named: model)
    return try type.init(
      parameters: type.parameterNames.map { parameters[$0] ?? .nan }, unit: unit)
  }
}
