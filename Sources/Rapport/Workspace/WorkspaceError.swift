public import Commerce

/// What can be wrong with a workspace as a whole.
public enum WorkspaceError: ExplainedError, Equatable {
  /// There is no workspace in the folder.
  case missing(path: String)
  /// The path is a file.
  case notAFolder(path: String)
  /// The folder or the database cannot be made, read or written.
  case notUsable(path: String, reason: String)
  /// The database was made by a later version of Rapport.
  case newerVersion(path: String)
  /// Another process is writing.
  case locked(path: String)
  /// The disk is full.
  case diskFull(path: String)
  /// There are no purchases yet.
  case empty(path: String)
  /// The day asked for is before the first purchase.
  case noPurchasesUntil(day: Day, first: Day)
  /// The pattern of products to leave out leaves nothing.
  case everythingExcluded(pattern: String)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .missing: "workspace-missing"
    case .notAFolder: "workspace-not-a-folder"
    case .notUsable: "workspace-not-usable"
    case .newerVersion: "workspace-newer"
    case .locked: "workspace-locked"
    case .diskFull: "disk-full"
    case .empty: "workspace-empty"
    case .noPurchasesUntil: "no-purchases-until"
    case .everythingExcluded: "everything-excluded"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .missing(let path): "There is no workspace in '\(path)'."
    case .notAFolder(let path): "The workspace '\(path)' is a file, not a folder."
    case .notUsable(let path, let reason):
      // The system's own sentences end with a full stop, SQLite's do not.
      "The workspace '\(path)' cannot be used: \(reason)\(reason.hasSuffix(".") ? "" : ".")"
    case .newerVersion(let path):
      "The workspace '\(path)' was made by a newer version of Rapport than this one."
    case .locked(let path): "Another process is writing to the workspace '\(path)'."
    case .diskFull(let path): "The disk that holds the workspace '\(path)' is full."
    case .empty(let path): "The workspace '\(path)' has no purchases yet."
    case .noPurchasesUntil(let day, let first):
      "There are no purchases up to \(day); the first is on \(first)."
    case .everythingExcluded(let pattern) where pattern.isEmpty:
      "Nothing is left to analyse: there are only returns, or every purchase was returned."
    case .everythingExcluded(let pattern):
      "Nothing is left to analyse: the pattern '\(pattern)' excludes every product."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .missing:
      "Name another folder with --workspace, or import purchases to begin one: "
        + "rapport import purchases FILE."
    case .notAFolder: "Name a folder with --workspace."
    case .notUsable: "Check the path and its permissions, or name another folder with --workspace."
    case .newerVersion: "Install the newer Rapport; nothing was changed."
    case .locked: "Wait until it has finished and try again; nothing was changed."
    case .diskFull: "Free some space and run the same command again; nothing was changed."
    case .empty: "Import some first: rapport import purchases FILE."
    case .noPurchasesUntil: "Name a later day with --as-of."
    case .everythingExcluded(let pattern):
      pattern.isEmpty
        ? "Import purchases as well, or choose another day with --as-of."
        : "Give a narrower pattern with --exclude-products."
    }
  }
}
