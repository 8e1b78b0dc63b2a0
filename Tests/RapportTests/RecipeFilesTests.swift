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
    // A second recipe of one algorithm says so behind its name, as in `ease-dense`.
    let name = file.deletingPathExtension().lastPathComponent
    #expect("\(name)-".hasPrefix("\(recipe.configuration.algorithm.rawValue)-"))
  }

  @Test(arguments: files) func `say what the built-in names do`(_ file: URL) throws {
    var recipe = try Recipe(file: file)
    let name = file.deletingPathExtension().lastPathComponent
    // Popularity by name is plain counts, and ALS by name has the loss of the textbook: both are defined so.
    guard name != "popularity", Recipe.builtInNames.contains(name) else { return }
    if case .implicitALS(var als) = recipe.configuration {
      #expect(als.frequencyScaling == 1)
      als.frequencyScaling = 0
      recipe.configuration = .implicitALS(als)
    }
    #expect(try recipe.configuration == Recipe.builtIn(name).configuration)
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
