import ArgumentParser

/// The command `rapport evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure recommenders on purchases they have not seen.")

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
