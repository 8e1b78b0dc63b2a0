public import Commerce

/// What can be wrong when models are asked for.
public enum ModelError: ExplainedError, Equatable {
  /// No model of a kind is live.
  case noLiveModel(kind: ModelKind)
  /// The registry has no such version.
  case unknownVersion(version: Int, newest: Int?)
  /// The file is not the one that was registered.
  case exchangedFile(version: Int)
  /// The version is live, and so cannot be removed.
  case isLive(version: Int)
  /// Nothing was live before.
  case nothingToRollBackTo(kind: ModelKind)
  /// The version is of another kind than the task needs.
  case wrongKind(version: Int, kind: ModelKind)
  /// The recipe file cannot be read as YAML.
  case unreadableRecipe(path: String, reason: String)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .noLiveModel: "no-live-model"
    case .unknownVersion: "unknown-model-version"
    case .exchangedFile: "model-file-exchanged"
    case .isLive: "model-is-live"
    case .nothingToRollBackTo: "nothing-to-roll-back-to"
    case .wrongKind: "wrong-model-kind"
    case .unreadableRecipe: "unreadable-recipe"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .noLiveModel(let kind): "The workspace has no live model of kind '\(kind.rawValue)' yet."
    case .unknownVersion(let version, _): "The workspace has no model version \(version)."
    case .exchangedFile(let version):
      "The file of model version \(version) is not the one that was registered."
    case .isLive(let version): "Model version \(version) is live."
    case .nothingToRollBackTo(let kind):
      "No model of kind '\(kind.rawValue)' was live before the present one."
    case .wrongKind(let version, let kind):
      "Model version \(version) is of kind '\(kind.rawValue)' and does not recommend."
    case .unreadableRecipe(let path, let reason):
      "The recipe '\(path)' cannot be read: \(reason)."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .noLiveModel(.value): "Fit one first: rapport value fit --register."
    case .noLiveModel: "Train one first: rapport train."
    case .unknownVersion(_, let newest?):
      "The newest is \(newest); all are listed by: rapport models list."
    case .unknownVersion: "Train one first: rapport train."
    case .exchangedFile:
      "Restore it from a backup, go back with: rapport models rollback, or run: rapport train."
    case .isLive: "Promote another version first: rapport models promote VERSION."
    case .nothingToRollBackTo: "Promote a version by its number: rapport models promote VERSION."
    case .wrongKind: "Name another version; all are listed by: rapport models list."
    case .unreadableRecipe: "Correct the file; the recipes in Models show the form."
    }
  }
}
