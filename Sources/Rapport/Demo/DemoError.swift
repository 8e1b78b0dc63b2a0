public import Commerce

/// Why the demonstration cannot be given.
public enum DemoError: ExplainedError, Equatable {
  /// The workspace holds purchases that are not made up.
  case notEmpty(path: String)

  /// A stable word for programs.
  public var code: String { "demo-workspace-not-empty" }

  /// What is wrong.
  public var message: String {
    switch self {
    case .notEmpty(let path): "The workspace '\(path)' has purchases already."
    }
  }

  /// What to do.
  public var hint: String {
    "Name a new folder with --workspace, or none for a temporary one; nothing was changed."
  }
}
