import ArgumentParser
import Foundation
import Rapport

/// The command `rapport value`.
struct ValueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "value",
    abstract: "What every customer is worth: RFM, life cycle, lifetime value, tier, segment.",
    discussion: """
      Every customer gets levels of recency, frequency and monetary value (5 is best), the name of \
      a segment, a life-cycle stage, a value so far and to come, and a tier. Equal values always \
      share a level; the cut points are printed. Contacts, returns, discounts and costs of goods \
      that were imported count against value.

        rapport value --out customers.csv
        rapport value --segments segments.yaml --levels 4 --margin 0.4 --remember
        rapport value --print-segments > segments.yaml
        rapport value migration --from 2011-06-30 --to 2011-12-09
        rapport value fit --summary summary.csv --model bg-nbd
      """,
    subcommands: [
      ValueMigrationCommand.self, ValueStagesCommand.self, ValueCurveCommand.self,
      ValueMatrixCommand.self, ValueWalletCommand.self, ValueFitCommand.self,
      ValuePredictCommand.self,
    ])

  @OptionGroup var common: CommonOptions

  @OptionGroup var table: TableOptions

  @OptionGroup var options: ValueOptions

  @Option(
    help: """
      The model of purchases to come: auto, bg-nbd, mbg-nbd, pareto-nbd, live (the registry's, not \
      fitted anew) or none (default: auto, the best on held-out purchases).
      """)
  var forecast: String?

  @Option(help: "How many days lifetime value looks ahead (default: 1095).")
  var horizonDays: Double?

  @Option(help: "The share of revenue that is left after the goods are paid (default: 1).")
  var margin: Double?

  @Option(help: "What handling an order costs.")
  var costPerOrder: Double?

  @Option(help: "What taking back a returned line costs.")
  var costPerReturn: Double?

  @Option(help: "What a contact of a campaign costs.")
  var costPerContact: Double?

  @Flag(help: "Use these options from now on, in campaigns too.")
  var remember = false

  @Flag(help: "Forget what was remembered before.")
  var forget = false

  @Flag(help: "Print the table of segments as YAML, ready to edit, and end.")
  var printSegments = false

  func run() throws {
    let watch = Stopwatch()
    if printSegments {
      return print((try options.chosen().segments ?? .standard).yaml(), terminator: "")
    }
    let workspace = try common.open()
    if forget { try workspace.remember(ValuePreferences()) }
    let preferences = try chosen().or(workspace.valuePreferences())
    var settings = try preferences.settings()
    settings.seed = common.seed
    let profiles = try workspace.customerValue(
      asOf: common.asOf, settings: settings, run: common.settings)
    if remember { try workspace.remember(preferences) }
    if let file = table.file {
      try profiles.write(to: file, threads: common.settings.threads)
    }
    let result = ValueReport(profiles, out: table.out, seconds: watch.seconds)
    try Output.show(result, asJSON: common.json) { ValueSummary(profiles, out: table.out).text }
  }

  private func chosen() throws -> ValuePreferences {
    var chosen = try options.chosen()
    chosen.forecast = forecast
    chosen.horizonDays = horizonDays
    chosen.discountRate = table.discountRate
    chosen.margin = margin
    chosen.costPerOrder = costPerOrder
    chosen.costPerReturn = costPerReturn
    chosen.costPerContact = costPerContact
    return chosen
  }
}
