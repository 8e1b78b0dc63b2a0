import ArgumentParser
import Foundation
import Rapport

/// The command `rapport warn`.
struct WarnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warn",
    abstract: "Who is slipping away: customers of value who fall silent, worth most first.",
    discussion: """
      Compares today with an earlier day by the same cut points. A model of purchase times says \
      how likely each customer is still there, and how likely before; one that cannot judge \
      one-time buyers is never used.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "How many customers to show.")
  var top = 20

  @Option(help: "How many days back to compare with.")
  var daysBack = 60

  @Option(help: "mbg-nbd or pareto-nbd (default: the better one on held-out purchases).")
  var model: String?

  @Option(help: "Write all warnings to this CSV file.")
  var out: String?

  func validate() throws {
    if top < 1 { throw ValidationError("--top must be at least 1.") }
    if daysBack < 1 { throw ValidationError("--days-back must be at least 1.") }
  }

  func run() throws {
    let watch = Stopwatch()
    var rule = WarningRule()
    rule.daysBack = daysBack
    let warnings = try common.open().earlyWarnings(
      asOf: common.asOf, rule: rule, model: model, run: common.settings)
    if let out { try warnings.write(to: URL(filePath: out)) }
    let report = WarnReport(warnings, top: top, seconds: watch.seconds)
    try Output.show(report, asJSON: common.json) { report.text }
  }
}
