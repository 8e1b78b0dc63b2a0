import ArgumentParser

/// The command `rapport campaign`.
struct CampaignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign",
    abstract: "Build a mailing list with a control group, and measure what it did.")

  @OptionGroup var common: CommonOptions

  func run() throws {
  }
}
