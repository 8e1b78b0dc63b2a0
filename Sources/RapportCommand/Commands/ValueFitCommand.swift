import ArgumentParser
import Foundation
import Rapport

/// The command `rapport value fit`.
struct ValueFitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a model of repeat purchases or spend, and say how far it can be trusted.",
    discussion: """
      Without --summary the model is fitted to the workspace's purchases (auto picks the best one) \
      and measured on held-out ones, beside rules of thumb, by frequency, by decile and over time.

      --register keeps the model in the workspace: rapport models lists, promotes and rolls it back, \
      rapport retrain --kind value fits it anew, and rapport value --forecast live and rapport value \
      predict use the live one.

      A summary file has one line a customer and needs no workspace: frequency (or x), recency (or \
      t_x) and T for bg-nbd, mbg-nbd and pareto-nbd; frequency and mean (or zbar, monetary_value) \
      for gamma-gamma; frequency, recency and periods for bg-bb. A column weights counts customers.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "The summary file (default: the workspace's purchases).", completion: .file())
  var summary: String?

  @Option(
    help: """
      bg-nbd, mbg-nbd, pareto-nbd, gamma-gamma or bg-bb; in a workspace also auto, the default.
      """)
  var model: String?

  @Option(
    help: "The unit of the file's times: days, weeks, months or years (default: weeks).",
    transform: ValueUnit.unit)
  var unit: TimeUnit?

  @Option(
    help:
      "The last day the models may know in the test, as YYYY-MM-DD (default: the last quarter).",
    transform: CommonOptions.day)
  var split: Day?

  @Option(help: "Write the tracking plot's data to this CSV file.", completion: .file())
  var tracking: String?

  @Option(help: "Keep the fitted model, with its unit of time, in this file.", completion: .file())
  var save: String?

  @Flag(help: "Keep the model in the workspace's registry; the first one goes live.")
  var register = false

  @Flag(help: "With --register: let it go live even where another is.")
  var promote = false

  func validate() throws {
    if promote, !register { throw ValidationError("--promote needs --register.") }
    guard summary == nil else {
      if register {
        throw ValidationError("--register needs a workspace; keep this model with --save FILE.")
      }
      if model == nil { throw ValidationError("--summary needs --model.") }
      if split != nil || tracking != nil {
        throw ValidationError(
          "A summary file has no purchases to hold out; --split and --tracking need a workspace.")
      }
      return
    }
    if unit != nil { throw ValidationError("--unit is for --summary; a workspace counts in days.") }
  }

  func run() throws {
    if let summary, let model { try fit(summary, ValueModelName.named(model)) } else { try fit() }
  }

  private func fit(_ summary: String, _ model: ValueModelName) throws {
    let unit = unit ?? .weeks
    let fit = try ValueFit(
      model, toSummary: URL(filePath: summary), unit: unit, threads: common.settings.threads)
    if let save { try fit.model.write(to: URL(filePath: save)) }
    let report = ValueFitReport(fit.report, unit: fit.model.unit, seconds: fit.seconds)
    try Output.show(report, asJSON: common.json) {
      ValueFitReport.text(fit.report, seconds: fit.seconds)
    }
  }

  private func fit() throws {
    let workspace = try common.open()
    let fit = try workspace.fitValue(
      model ?? "auto", asOf: common.asOf, split: split, run: common.settings)
    if let save { try SavedValueModel(fit.model).write(to: URL(filePath: save)) }
    if let tracking { try fit.validation?.writeTracking(to: URL(filePath: tracking)) }
    var report = ValueFitReport(fit.report, unit: fit.model.unit, seconds: fit.seconds)
    report.validation = fit.validation.map(HoldoutReport.init)
    let registered = register ? try workspace.registerValue(fit, promotes: promote) : nil
    report.registered = registered.map(RegisteredReport.init)
    try Output.show(report, asJSON: common.json) {
      [
        ValueFitReport.text(fit.report, seconds: fit.seconds),
        HoldoutText(fit.validation, tracking: tracking).text,
        registered.map(RegisteredReport.text),
      ].compactMap { $0 }.joined(separator: "\n\n")
    }
  }
}

/// Units of time on the command line.
enum ValueUnit {
  static func unit(_ name: String) throws -> TimeUnit {
    guard let unit = TimeUnit(rawValue: name) else {
      throw ValidationError("--unit must be days, weeks, months or years.")
    }
    return unit
  }

  /// Reads `39 weeks` or `39weeks`; a number alone is refused, since it could be anything.
  static func span(_ text: String) throws -> TimeSpan {
    let digits = text.prefix { $0.isNumber || $0 == "." }
    let name = text.dropFirst(digits.count).filter { $0 != " " }
    guard let length = Double(digits), length.isFinite,
      let unit = TimeUnit(rawValue: name) ?? TimeUnit(rawValue: name + "s")
    else {
      throw ValidationError(
        "'\(text)' is no length of time; write a number and days, weeks, months or years.")
    }
    return TimeSpan(length, unit)
  }
}
