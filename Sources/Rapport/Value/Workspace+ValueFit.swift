public import Commerce
public import CustomerValue
public import Foundation
import Yams

/// A model of purchase times fitted to a workspace's own purchases, with its proof on held-out ones.
public struct WorkspaceFit: Sendable {
  /// The day that is today.
  public let asOf: Day
  /// The model.
  public let model: any PurchaseModel
  /// How well it could be fitted.
  public let report: FitReport
  /// How all models and the rules of thumb foretold held-out purchases; `nil` for too short a history.
  public let validation: HoldoutValidation?
  /// Wall seconds of it all, reading left out.
  public let seconds: Double
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
    let days = PurchaseDays(try analysisLog(asOf: day), asOf: day)
    let watch = Stopwatch()
    let validation = HoldoutValidation(days, split: split, threads: run.threads)
    let name = model == "auto" ? validation?.best ?? ParetoNBDModel.name : model
    if ValueModelName(rawValue: name).map({ [.gammaGamma, .bgBB].contains($0) }) == true {
      throw ValueSettingError.noTimes(model: name)
    }
    let (histories, _) = try days.histories(through: day)
    let fitted = try PurchaseModelChoice.fit(name, histories, threads: run.threads)
    return WorkspaceFit(
      asOf: day, model: fitted.model, report: fitted.report, validation: validation,
      seconds: watch.seconds)
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

extension SavedPurchaseModel {
  /// Reads a model that `rapport value fit --save` wrote.
  ///
  /// - Throws: `ValueSettingError.notAModel`.
  public init(file url: URL) throws {
    do {
      self = try JSONDecoder().decode(SavedPurchaseModel.self, from: Data(contentsOf: url))
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
