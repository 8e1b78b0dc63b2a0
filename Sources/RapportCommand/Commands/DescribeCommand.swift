import ArgumentParser
import Rapport

/// The command `rapport describe`.
struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Say what is in the workspace: a data-quality report before anyone trains.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    let report = try common.open().describe(asOf: common.asOf)
    try Output.show(report, asJSON: common.json) { DescribeText(report).text }
  }
}
