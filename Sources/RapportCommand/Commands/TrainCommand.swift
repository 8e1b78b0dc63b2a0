import ArgumentParser

/// The command `rapport train`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Fit a recommender, measure it on the newest window and register it.")

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
