import ArgumentParser
import Foundation
import Rapport

/// The command `rapport value predict`.
struct ValuePredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Ask a model who of a summary file is alive and what they will buy.",
    discussion: """
      The unit of time belongs to the model; a file in another unit is refused, a horizon is \
      converted.

        rapport value fit --summary cdnow.csv --model pareto-nbd --unit weeks --save cdnow.json
        rapport value predict --model cdnow.json --summary cdnow.csv --unit weeks \\
          --horizon "39 weeks" --chances 10 --out predicted.csv

      Without --model the live value model of the workspace answers; it counts in days.
      """)

  @OptionGroup var common: CommonOptions

  @Option(
    help: "A model that rapport value fit --save wrote (default: the workspace's live one).",
    completion: .file())
  var model: String?

  @Option(help: "The summary file.", completion: .file())
  var summary: String

  @Option(help: "The unit of the file's times.", transform: ValueUnit.unit)
  var unit: TimeUnit

  @Option(
    help: "How far to look ahead, with its unit: \"39 weeks\", 1year.", transform: ValueUnit.span)
  var horizon: TimeSpan

  @Option(help: "Also give the chances of 0, 1, 2 … up to so many purchases.")
  var chances: Int?

  @OptionGroup var table: TableOptions

  func validate() throws {
    if let rate = table.discountRate, rate < 0 {
      throw ValidationError("--discount-rate must be at least 0.")
    }
    if let chances, !(0...1000).contains(chances) {
      throw ValidationError("--chances must be from 0 to 1000.")
    }
  }

  func run() throws {
    let saved =
      try model.map { try SavedPurchaseModel(file: URL(filePath: $0)) }
      ?? SavedPurchaseModel(common.open().liveValueModel().timing().model)
    let yearly = saved.unit.days / TimeUnit.years.days
    let prediction = try ValuePrediction(
      saved, ofSummary: URL(filePath: summary), unit: unit, horizon: horizon,
      rate: Foundation.log1p(table.discountRate ?? 0) * yearly, chances: chances)
    if let file = table.file { try prediction.write(to: file) }
    try Output.show(PredictionReport(prediction, out: table.out), asJSON: common.json) {
      PredictionReport.text(prediction, out: table.out)
    }
  }
}
