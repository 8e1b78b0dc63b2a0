import ArgumentParser

/// The command `rapport itemsets`.
struct ItemsetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "itemsets",
    abstract: "Count the products and sets of products that sell often.")

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
