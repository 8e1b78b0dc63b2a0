public import Commerce

/// Why retraining cannot begin.
public enum RetrainingError: ExplainedError, Equatable {
  /// Another process is retraining this workspace.
  case running(path: String)

  /// A stable word for programs.
  public var code: String { "retraining-runs" }

  /// What is wrong.
  public var message: String {
    switch self {
    case .running(let path): "Another process is retraining the workspace '\(path)'."
    }
  }

  /// What to do.
  public var hint: String { "Wait until it has finished; under a timer use --if-due." }
}
