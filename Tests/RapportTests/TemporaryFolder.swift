import Foundation

@testable import Rapport

/// A folder that a test may fill, removed when the test is over.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "rapport-test-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// A workspace inside the folder.
  func workspace(_ name: String = "workspace") throws -> Workspace {
    try Workspace(at: url.appending(path: name, directoryHint: .isDirectory))
  }

  /// Writes a text as UTF-8 and returns where it is.
  func file(_ name: String = "file.csv", _ text: String) throws -> URL {
    try file(name, Data(text.utf8))
  }

  /// Writes bytes and returns where they are.
  func file(_ name: String, _ bytes: Data) throws -> URL {
    let file = url.appending(path: name)
    try bytes.write(to: file)
    return file
  }
}
