import ArgumentParser

/// The command `rapport similar`.
struct SimilarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "similar",
    abstract: "List the products most like a product.")

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
