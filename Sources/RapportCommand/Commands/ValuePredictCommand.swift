import ArgumentParser
import Foundation
import Rapport

/// The command `rapport value predict`.
struct ValuePredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Ask a model who of a summary file is alive and what they will buy or spend.",
    discussion: """
      The unit of time belongs to the model; a file in another unit is refused, a horizon is \
      converted.

        rapport value fit --summary cdnow.csv --model pareto-nbd --unit weeks --save cdnow.json
        rapport value predict --model cdnow.json --summary cdnow.csv --unit weeks \\
          --horizon "39 weeks" --chances 10 --out predicted.csv

      A saved gamma-gamma model says what to expect of a customer's next purchase (frequency and \
      mean), a saved bg-bb model who is still there and how often they will buy on the next \
      --occasions (frequency, recency, periods).

      Without --model the live value model of the workspace answers; it counts in days.
      """)

  @OptionGroup var common: CommonOptions

  @Option(
    help: "A model that rapport value fit --save wrote (default: the workspace's live one).",
    completion: .file())
  var model: String?

  @Option(help: "The summary file.", completion: .file())
  var summary: String

  @Option(
    help: "The unit of the file's times; needed by models of purchase times.",
    transform: ValueUnit.unit)
  var unit: TimeUnit?

  @Option(
    help: "How far models of purchase times look ahead, with its unit: \"39 weeks\", 1year.",
    transform: ValueUnit.span)
  var horizon: TimeSpan?

  @Option(help: "How many occasions bg-bb looks ahead.")
  var occasions: Int?

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
    if let occasions, !(1...10_000).contains(occasions) {
      throw ValidationError("--occasions must be from 1 to 10000.")
    }
  }

  func run() throws {
    let saved =
      try model.map { try SavedValueModel(file: URL(filePath: $0)) }
      ?? SavedValueModel(common.open().liveValueModel().timing().model)
    switch try ValueModelName.named(saved.model) {
    case .gammaGamma: try predictSpend(saved)
    case .bgBB: try predictOccasions(saved)
    case .bgNBD, .mbgNBD, .paretoNBD: try predictTimes(saved)
    }
  }

  private func predictTimes(_ saved: SavedValueModel) throws {
    guard let unit, let horizon else {
      throw ValueSettingError.noHorizon(model: try ValueModelName.named(saved.model))
    }
    let yearly = (saved.unit ?? unit).days / TimeUnit.years.days
    let prediction = try ValuePrediction(
      saved, ofSummary: URL(filePath: summary), unit: unit, horizon: horizon,
      rate: Foundation.log1p(table.discountRate ?? 0) * yearly, chances: chances,
      threads: common.settings.threads)
    if let file = table.file {
      try prediction.write(to: file, threads: common.settings.threads)
    }
    try Output.show(PredictionReport(prediction, out: table.out), asJSON: common.json) {
      PredictionReport.text(prediction, out: table.out)
    }
  }

  private func predictSpend(_ saved: SavedValueModel) throws {
    let prediction = try SpendPrediction(saved, ofSummary: URL(filePath: summary))
    if let file = table.file { try prediction.write(to: file) }
    let report = SpendPredictionReport(prediction, out: table.out)
    try Output.show(report, asJSON: common.json) { report.text(prediction) }
  }

  private func predictOccasions(_ saved: SavedValueModel) throws {
    guard let occasions else { throw ValueSettingError.noHorizon(model: .bgBB) }
    let prediction = try OccasionPrediction(
      saved, ofSummary: URL(filePath: summary), ahead: occasions)
    if let file = table.file { try prediction.write(to: file) }
    let report = OccasionPredictionReport(prediction, out: table.out)
    try Output.show(report, asJSON: common.json) { report.text(prediction) }
  }
}
