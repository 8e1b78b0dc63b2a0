public import Commerce

/// What can be wrong with a model's parameters or name.
public enum ValueModelError: ExplainedError, Equatable {
  /// Not the right number of parameters, or one that is not positive.
  case parameters(model: String, names: [String])
  /// No model has the name.
  case unknownModel(name: String, nearest: String?, known: [String])
  /// The model cannot be trusted for warnings.
  case cannotWarn(name: String, known: [String])
  /// A model of purchase times without a unit of time.
  case noUnit(model: String)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .parameters: "model-parameters"
    case .unknownModel: "unknown-value-model"
    case .cannotWarn: "model-cannot-warn"
    case .noUnit: "model-without-unit"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .parameters(let model, let names):
      "The model \(model) needs \(names.joined(separator: ", ")), all above 0."
    case .unknownModel(let name, let nearest, _):
      "There is no value model '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ".")
    case .cannotWarn(let name, _):
      "The model \(name) believes that everybody who bought once is still there, so it cannot warn."
    case .noUnit(let model): "The saved model \(model) does not say in which unit it counts time."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .parameters: "Give one positive number for each of them."
    case .noUnit: "Fit it again with rapport value fit --save, or add its \"unit\"."
    case .cannotWarn(_, let known): "Use \(known.joined(separator: " or ")) for warnings."
    case .unknownModel(_, _, let known): "The models are: \(known.joined(separator: ", "))."
    }
  }

  /// The parameters as the likelihoods take them, unused places 1.
  static func checked(
    _ values: [Double], _ model: String, _ names: [String]
  ) throws -> SIMD4<Double> {
    guard values.count == names.count, values.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw parameters(model: model, names: names)
    }
    var result = SIMD4<Double>(repeating: 1)
    for (place, value) in values.enumerated() { result[place] = value }
    return result
  }
}
