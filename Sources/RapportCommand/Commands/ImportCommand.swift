import ArgumentParser

/// The command `rapport import`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read purchases, customers, products, consent, contacts or responses from a CSV file."
  )

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
