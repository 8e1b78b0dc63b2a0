import ArgumentParser

/// The command `rapport models`.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List, show, promote and roll back trained models.")

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
