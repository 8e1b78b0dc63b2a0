import ArgumentParser

/// The command `rapport retrain`.
struct RetrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrain",
    abstract: "Refit the live model against a challenger; promote it only if it is not worse.")

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
