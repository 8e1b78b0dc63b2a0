import Foundation

/// Real data that tests may read in place; suites that need a file are skipped where it is missing.
enum DataFiles {
  /// The folder: `$RAPPORT_DATA`, or `../shared/data` beside the package.
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["RAPPORT_DATA"] {
      return URL(filePath: path, directoryHint: .isDirectory)
    }
    return URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../shared/data", directoryHint: .isDirectory).standardizedFileURL
  }()

  static func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }

  /// The fields of a plain file: no quotes inside, the header left out.
  static func rows(_ name: String, separator: Character = ",", header: Bool = true) throws
    -> [[String]]
  {
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline)
    return lines.dropFirst(header ? 1 : 0).map { $0.split(separator: separator).map(String.init) }
  }
}
