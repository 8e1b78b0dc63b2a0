import Foundation
import TestSupport
import Testing

@testable import Rapport

@Suite struct `Recipe files` {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Models")

  private static var files: [URL] {
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (all ?? []).filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
  }

  @Test func `are there`() {
    #expect(Self.files.count >= 8)
  }

  @Test(arguments: files) func `are read, and train what their names say`(_ file: URL) throws {
    let recipe = try Recipe(file: file)
    #expect(
      recipe.configuration.algorithm.rawValue == file.deletingPathExtension().lastPathComponent)
  }

  @Test(arguments: files) func `are shown as they could be written`(_ file: URL) throws {
    let recipe = try Recipe(file: file)
    try withTemporaryFolder { folder in
      let copy = folder.appending(path: "copy.yaml")
      try Data(recipe.lines.joined(separator: "\n").utf8).write(to: copy)
      #expect(try Recipe(file: copy) == recipe)
    }
    #expect(!recipe.lines.contains { $0.contains(/e[+-]?\d+$/) })
  }
}
