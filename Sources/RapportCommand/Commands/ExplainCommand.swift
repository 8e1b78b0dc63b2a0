import ArgumentParser

/// The command `rapport explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a product is recommended to a customer.")

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
