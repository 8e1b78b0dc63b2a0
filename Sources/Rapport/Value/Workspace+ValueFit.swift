public import Commerce
public import CustomerValue
public import Foundation
import Yams

/// A model of purchase times fitted to a workspace's own purchases, with its proof on held-out ones.
public struct WorkspaceFit: Sendable {
  /// The day that is today.
  public let asOf: Day
  /// The model of purchase times.
  public let model: any PurchaseModel
  /// How well it could be fitted.
  public let report: FitReport
  /// That model with those of spend and of warnings, as the registry keeps them.
  public let models: FittedValueModel
  /// How all models and the rules of thumb foretold held-out purchases; `nil` for too short a history.
  public let validation: HoldoutValidation?
  /// Wall seconds of it all, reading left out.
  public let seconds: Double
  /// The groups of similar customers; `nil` where there are none.
  public var groups: KeptClusters? { origin.groups }
  /// What became of the groups that were known before.
  public let groupChanges: GroupChanges
  /// What they were fitted on, as a card tells it.
  let origin: ModelCard
  /// The newest file of purchases that was seen.
  let lastImport: Int
}

extension Workspace {
  /// Fits a model to the days on which customers bought, and measures all models on held-out purchases.
  ///
  /// - Parameters:
  ///   - model: `bg-nbd`, `mbg-nbd`, `pareto-nbd`, or `auto` for the best on the hold-out.
  ///   - asOf: The day that is today; the day of the newest purchase where none is given.
  ///   - split: The last day of calibration; a quarter of the history before its end where `nil`.
  ///   - run: Threads; they never change the result.
  /// - Returns: The model fitted to everything, and the test of all models.
  /// - Throws: `WorkspaceError`, `HistoryError`, `ValueModelError`, `ValueSettingError.daysReversed` for a
  ///   split that is not before the end.
  public func fitValue(
    _ model: String = "auto", asOf: Day? = nil, split: Day? = nil, run: RunSettings = RunSettings()
  ) throws -> WorkspaceFit {
    let day = try asOf ?? lastPurchaseDay()
    if let split, split >= day { throw ValueSettingError.daysReversed(from: split, to: day) }
    let data = try TrainingData(self, asOf: day)
    let watch = Stopwatch()
    let days = PurchaseDays(data.log, asOf: day, threads: run.threads)
    let validation = HoldoutValidation(days, split: split, threads: run.threads)
    let name = model == "auto" ? validation?.best ?? ParetoNBDModel.name : model
    if ValueModelName(rawValue: name).map({ [.gammaGamma, .bgBB].contains($0) }) == true {
      throw ValueSettingError.noTimes(model: name)
    }
    let (histories, _) = try days.histories(through: day)
    let summaries = data.log.customerSummaries(asOf: day, threads: run.threads)
    let models = try FittedValueModel(
      name, histories, summaries, validation, threads: run.threads)
    var origin = ModelCard(
      kind: .value, name: name, recipe: nil, seed: 1, asOf: day, lastDay: data.log.lastDay ?? day,
      fingerprint: data.log.fingerprint, lines: data.log.count, products: 0, metrics: [:])
    origin.value = models
    let before = try liveGroups()
    let groups = CustomerClusters(
      summaries, asOf: day, seed: 1, after: before, threads: run.threads)
    origin.groups = groups?.kept
    origin.verdict = validation?.verdict
    return WorkspaceFit(
      asOf: day, model: try models.timing().model, report: models.purchases, models: models,
      validation: validation, seconds: watch.seconds,
      groupChanges: GroupChanges(from: before, to: origin.groups), origin: origin,
      lastImport: data.lastImport)
  }
}

extension HoldoutValidation {
  /// Writes the tracking plot's data: cumulated repeat purchases, foretold and actual, a line a period.
  ///
  /// - Throws: `WorkspaceError` where the file cannot be written.
  public func writeTracking(to url: URL) throws {
    try CSVTable.write(
      to: url, header: ["day", "period", "expected", "actual"],
      rows: tracking.lazy.map { point in
        [
          point.day.description, point.day <= split ? "calibration" : "holdout",
          CSVCell.number(point.expected), CSVCell.number(point.actual),
        ]
      })
  }
}

extension SavedValueModel {
  /// Reads a model that `rapport value fit --save` wrote.
  ///
  /// - Throws: `ValueSettingError.notAModel`.
  public init(file url: URL) throws {
    do {
      self = try JSONDecoder().decode(SavedValueModel.self, from: Data(contentsOf: url))
    } catch {
      throw ValueSettingError.notAModel(file: url.path(percentEncoded: false))
    }
  }

  /// Writes the model for people and programs to read.
  ///
  /// - Throws: `WorkspaceError` where the file cannot be written.
  public func write(to url: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    let bytes = try encoder.encode(self)
    try AtomicFile.write(to: url) { try $0.append(Array(bytes) + [UInt8(ascii: "\n")]) }
  }
}

extension RFMCuts {
  /// Reads cut points from a YAML or JSON file with the keys `recency`, `frequency` and `monetary`.
  ///
  /// - Throws: `ValueSettingError.notCuts`.
  public init(yaml url: URL) throws {
    let path = url.path(percentEncoded: false)
    guard let text = try? String(contentsOf: url, encoding: .utf8),
      let file = try? YAMLDecoder().decode(CutsFile.self, from: text)
    else { throw ValueSettingError.notCuts(file: path) }
    self.init(
      recency: file.recency, frequency: file.frequency, monetary: file.monetary,
      boundsBelongAbove: file.boundsBelongAbove ?? false)
  }
}

/// Cut points as people write them.
private struct CutsFile: Decodable {
  let recency, frequency, monetary: [Double]
  let boundsBelongAbove: Bool?
}
