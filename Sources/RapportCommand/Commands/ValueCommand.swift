import ArgumentParser
import Foundation
import Rapport

/// The command `rapport value`.
struct ValueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "value",
    abstract: "Score what every customer is worth: recency, frequency, monetary value, segment.",
    discussion: """
      Every customer gets levels of recency, frequency and monetary value (5 is best), the name of \
      a segment, a life-cycle stage, a value so far and to come, and a tier. Equal values always \
      share a level; the cut points are printed.

        rapport value --out customers.csv
        rapport value --segments segments.yaml --levels 4
        rapport value fit --summary summary.csv --model bg-nbd
      """,
    subcommands: [ValueFitCommand.self])

  @OptionGroup var common: CommonOptions

  @Option(help: "Write one line a customer with every figure to this CSV file.")
  var out: String?

  @Option(help: "How many levels each score has, 2 to 10.")
  var levels = 5

  @Option(help: "How levels are cut: quantile, rank, or rfm-package.")
  var method = "quantile"

  @Option(help: "The model of purchases to come: auto, bg-nbd, mbg-nbd, pareto-nbd or none.")
  var forecast = "auto"

  @Option(help: "A YAML file that names segments of scores (default: the built-in table).")
  var segments: String?

  func run() throws {
    let watch = Stopwatch()
    var settings = ValueSettings()
    settings.analysis = try RFMAnalysis(levels: levels, method: try RFMAnalysis.method(method))
    settings.seed = common.seed ?? settings.seed
    settings.model = forecast
    if let segments { settings.segments = try SegmentTable(yaml: URL(filePath: segments)) }
    let profiles = try common.open().customerValue(
      asOf: common.asOf, settings: settings, run: common.settings)
    if let out { try profiles.write(to: URL(filePath: out)) }
    let result = ValueReport(profiles, out: out, seconds: watch.seconds)
    try Output.show(result, asJSON: common.json) { ValueSummary(profiles, out: out).text }
  }
}

/// The command `rapport value fit`.
struct ValueFitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a model of repeat purchases or spend to a summary file; needs no workspace.",
    discussion: """
      The file has one line a customer: frequency (or x), recency (or t_x) and T for bg-nbd, \
      mbg-nbd and pareto-nbd; frequency and mean (or zbar, monetary_value) for gamma-gamma; \
      frequency, recency and periods for bg-bb. A column weights counts customers.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "The summary file.", completion: .file())
  var summary: String

  @Option(help: "bg-nbd, mbg-nbd, pareto-nbd, gamma-gamma or bg-bb.")
  var model: String

  @Option(
    help: "The unit of the file's times: days, weeks, months or years.", transform: Self.unit)
  var unit = TimeUnit.weeks

  func run() throws {
    let fit = try ValueFit(
      ValueModelName.named(model), toSummary: URL(filePath: summary), unit: unit,
      threads: common.settings.threads)
    try Output.show(ValueFitReport(fit, unit: unit), asJSON: common.json) {
      ValueFitReport.text(fit)
    }
  }

  private static func unit(_ name: String) throws -> TimeUnit {
    guard let unit = TimeUnit(rawValue: name) else {
      throw ValidationError("--unit must be days, weeks, months or years.")
    }
    return unit
  }
}
