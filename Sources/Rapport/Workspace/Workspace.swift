public import Foundation
import GRDB

/// A shop's data, models and campaigns in one folder: where every task of the library begins.
///
/// ```swift
/// let shop = try Workspace(at: URL(filePath: "rapport-workspace"))
/// ```
///
/// A workspace is a folder with one SQLite database, model files, lists and reports. Several processes may
/// read it at once; one may write.
public struct Workspace: Sendable {
  /// The folder.
  public let folder: URL
  let store: Store
  /// The models that have been opened, shared by all copies of this value.
  let openModels = OpenModels()
  /// What serving has prepared, shared likewise.
  let servingDesks = ServingDesks()

  /// Opens the workspace in a folder, making it where there is none.
  ///
  /// - Throws: `WorkspaceError` where the folder cannot be used.
  public init(at folder: URL) throws {
    self.folder = folder
    store = try Store(in: folder)
  }

  /// Opens the workspace that is in a folder already; makes nothing.
  ///
  /// - Throws: `WorkspaceError.missing` where there is none, other `WorkspaceError`s where it cannot be used.
  public init(existingAt folder: URL) throws {
    self.folder = folder
    store = try Store(existingIn: folder)
  }

  /// Where model files are kept.
  var modelsFolder: URL { folder.appending(path: "models", directoryHint: .isDirectory) }
  /// Where campaign lists are written.
  var listsFolder: URL { folder.appending(path: "lists", directoryHint: .isDirectory) }
}
