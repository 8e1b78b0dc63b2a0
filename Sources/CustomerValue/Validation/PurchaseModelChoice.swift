import Commerce

/// A fitted model with its report.
public struct FittedPurchaseModel: Sendable {
  /// The model.
  public let model: any PurchaseModel
  /// How well it could be fitted.
  public let report: FitReport
}

/// Which models of purchase times there are to choose from.
public enum PurchaseModelChoice {
  private static let all: [any PurchaseModel.Type] = [
    BGNBDModel.self, MBGNBDModel.self, ParetoNBDModel.self,
  ]

  /// The names of all.
  public static var names: [String] { all.map { $0.name } }

  /// The names of those that can say that somebody who bought once is gone.
  public static var namesThatJudgeOneTimeBuyers: [String] {
    all.filter { $0.judgesOneTimeBuyers }.map { $0.name }
  }

  /// Fits every model that the histories allow, in the order of their names' list.
  public static func fitAll(_ histories: PurchaseHistories, threads: Int) -> [FittedPurchaseModel] {
    all.compactMap { try? fit($0, histories, threads) }
  }

  /// Fits the model of a name.
  ///
  /// - Throws: `ValueModelError.unknownModel`, `HistoryError`.
  public static func fit(
    _ name: String, _ histories: PurchaseHistories, threads: Int
  ) throws -> FittedPurchaseModel {
    try fit(type(named: name), histories, threads)
  }

  /// The kind of model of a name.
  ///
  /// - Throws: `ValueModelError.unknownModel`.
  static func type(named name: String) throws -> any PurchaseModel.Type {
    guard let type = all.first(where: { $0.name == name }) else {
      throw ValueModelError.unknownModel(
        name: name, nearest: NearestMatch.to(name, among: names), known: names)
    }
    return type
  }

  private static func fit<Model: PurchaseModel>(
    _ type: Model.Type, _ histories: PurchaseHistories, _ threads: Int
  ) throws -> FittedPurchaseModel {
    let (model, report) = try type.fit(histories, threads: threads)
    return FittedPurchaseModel(model: model, report: report)
  }
}
