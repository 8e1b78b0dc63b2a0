public import Commerce
public import CustomerValue

/// What can be wrong with a question about customers' value.
public enum ValueSettingError: ExplainedError, Equatable {
  /// A number outside what makes sense.
  case outOfRange(name: String, value: Double, low: Double, high: Double)
  /// A file of cut points that is none.
  case notCuts(file: String)
  /// A file of a value model that is none.
  case notAModel(file: String)
  /// Two days in the wrong order.
  case daysReversed(from: Day, to: Day)
  /// A customer nobody has heard of, or who has bought nothing that counts.
  case unknownCustomer(id: String, nearest: String?)
  /// A model of spend or of occasions where one of purchase times is needed.
  case noTimes(model: String)
  /// A saved model that was asked without saying how far to look ahead.
  case noHorizon(model: ValueModelName)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .outOfRange: "value-out-of-range"
    case .notCuts: "not-cut-points"
    case .notAModel: "not-a-value-model"
    case .daysReversed: "days-reversed"
    case .unknownCustomer: "unknown-customer"
    case .noTimes: "model-without-times"
    case .noHorizon: "no-horizon"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .outOfRange(let name, let value, _, _):
      "The \(name) cannot be \(FieldText.short(value))."
    case .notCuts(let file): "The file '\(file)' has no cut points."
    case .notAModel(let file): "The file '\(file)' has no value model."
    case .daysReversed(let from, let to): "The day \(from) is not before \(to)."
    case .unknownCustomer(let id, let nearest):
      "There is no customer '\(id)' with purchases"
        + (nearest.map { "; did you mean '\($0)'?" } ?? ".")
    case .noTimes(let model): "The model \(model) knows nothing of purchase times."
    case .noHorizon(let model): "It is not said how far \(model.rawValue) is to look ahead."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .outOfRange(_, _, let low, let high):
      "Give a number from \(FieldText.short(low)) to \(FieldText.short(high))."
    case .notCuts:
      "Write the lines recency: [14, 32, 71, 179], frequency: [...] and monetary: [...], each one "
        + "shorter than the levels."
    case .notAModel: "Write one with: rapport value fit --summary FILE --model bg-nbd --save MODEL."
    case .daysReversed: "Name the earlier day with --from and the later one with --to."
    case .unknownCustomer: "List all customers with: rapport value --out FILE."
    case .noTimes: "Use bg-nbd, mbg-nbd or pareto-nbd."
    case .noHorizon(let model):
      model.countsTime
        ? "Give the unit of the file's times and a horizon: --unit weeks --horizon \"39 weeks\"."
        : "Give the number of occasions to come: --occasions 5."
    }
  }
}

/// Numbers inside sentences.
enum FieldText {
  /// `12`, `0.25`: whole where it is whole.
  static func short(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
  }
}
