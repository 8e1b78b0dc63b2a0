import ArgumentParser

/// The command `rapport value`.
struct ValueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "value",
    abstract: "Score what every customer is worth: recency, frequency, monetary value, segment.")

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
