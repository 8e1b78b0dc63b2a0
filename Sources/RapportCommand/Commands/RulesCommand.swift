import ArgumentParser

/// The command `rapport rules`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Mine association rules: what sells together.")

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
