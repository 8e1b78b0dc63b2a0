import ArgumentParser

/// The command `rapport demo`.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract:
      "Walk the whole loop on a made-up shop and compare what was found with what was planted.")

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
