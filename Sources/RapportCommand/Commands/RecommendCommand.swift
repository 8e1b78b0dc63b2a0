import ArgumentParser

/// The command `rapport recommend`.
struct RecommendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recommend",
    abstract: "Rank products for one customer, or for all of them into a file.")

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
