public import Foundation

/// Real data that tests may read in place; suites that need a file are skipped where it is missing.
public enum RealData {
  /// The folder: `$RAPPORT_DATA`, or `../shared/data` beside the package.
  public static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["RAPPORT_DATA"] {
      return URL(filePath: path, directoryHint: .isDirectory)
    }
    return URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../shared/data", directoryHint: .isDirectory).standardizedFileURL
  }()

  /// A file of it.
  public static func file(_ name: String) -> URL { folder.appending(path: name) }

  /// Whether a file is there.
  public static func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: file(name).path)
  }
}
