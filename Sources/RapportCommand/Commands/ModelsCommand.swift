import ArgumentParser
import Foundation
import Rapport

/// The command `rapport models`.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List, show, promote and roll back trained models.",
    subcommands: [List.self, Show.self, Promote.self, Rollback.self, Export.self, Prune.self],
    defaultSubcommand: List.self)

  /// Reads a kind of model.
  static func kind(_ name: String) throws -> ModelKind {
    guard let kind = ModelKind(rawValue: name) else {
      throw ValidationError("'\(name)' is no kind of model; there are recommender and value.")
    }
    return kind
  }

  /// The command `rapport models list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List all versions, oldest first.")
    @OptionGroup var common: CommonOptions

    func run() throws {
      let models = try common.open().models()
      try Output.show(["models": models], asJSON: common.json) { ModelText.table(models) }
    }
  }

  /// The command `rapport models show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a version's card: recipe, quality, origin, and whether its file is whole.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The version (default: the live one).") var version: Int?
    @Option(
      help: "Which live one: recommender or value (default: recommender).",
      transform: ModelsCommand.kind)
    var kind = ModelKind.recommender

    func run() throws {
      let workspace = try common.open()
      let model = try version.map(workspace.model) ?? workspace.liveModel(kind)
      try workspace.verify(model.version)
      try Output.show(model, asJSON: common.json) { ModelText.card(model) }
    }
  }

  /// The command `rapport models promote`.
  struct Promote: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let a version serve from now on; the present one is retired.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The version.") var version: Int

    func run() throws {
      let model = try common.open().promote(version)
      try Output.show(model, asJSON: common.json) { ModelText.live(model) }
    }
  }

  /// The command `rapport models rollback`.
  struct Rollback: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let the version serve again that served before.")
    @OptionGroup var common: CommonOptions
    @Option(
      help: "Of which kind: recommender or value (default: recommender).",
      transform: ModelsCommand.kind)
    var kind = ModelKind.recommender

    func run() throws {
      let model = try common.open().rollBack(kind)
      try Output.show(model, asJSON: common.json) { ModelText.live(model) }
    }
  }

  /// The command `rapport models export`.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy a version's file, verified whole.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The version (default: the live one).") var version: Int?
    @Option(help: "Where to write the file.") var out: String

    func run() throws {
      let workspace = try common.open()
      let chosen = try version ?? workspace.liveModel().version
      let model = try workspace.exportModel(chosen, to: URL(filePath: out))
      try Output.show(model, asJSON: common.json) { "Version \(model.version) is in \(out)." }
    }
  }

  /// The command `rapport models prune`.
  struct Prune: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove old versions; the live one and the one before it always stay.")
    @OptionGroup var common: CommonOptions
    @Option(help: "How many of the newest stay in any case.") var keep = 5
    @Flag(help: "Only say what would be removed.") var dryRun = false

    func validate() throws {
      if keep < 0 { throw ValidationError("--keep must not be negative.") }
    }

    func run() throws {
      let removed = try common.open().pruneModels(keeping: keep, isDryRun: dryRun)
      try Output.show(["removed": removed.map(\.version)], asJSON: common.json) {
        let versions = removed.map { String($0.version) }.joined(separator: ", ")
        guard !removed.isEmpty else { return "Nothing to remove." }
        return dryRun ? "Would remove: \(versions)." : "Removed: \(versions)."
      }
    }
  }
}
