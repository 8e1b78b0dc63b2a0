import Rapport

/// What `rapport value fit --json` prints.
struct ValueFitReport: Encodable {
  let model: String
  let customers: Int
  let parameters: [String: Double]
  let standardErrors: [String: Double]?
  let logLikelihood: Double
  let converged: Bool
  let iterations: Int
  let starts: Int
  let startsAgreed: Int
  let unit: TimeUnit?
  let remarks: [String]
  /// How held-out purchases were foretold; not for summary files, which have no days.
  var validation: HoldoutReport?
  /// What became of it in the registry, where it was registered.
  var registered: RegisteredReport?
  let seconds: Double

  init(_ report: FitReport, unit: TimeUnit?, seconds: Double) {
    model = report.model
    customers = report.customers
    parameters = Dictionary(uniqueKeysWithValues: zip(report.names, report.values))
    standardErrors = report.standardErrors.map {
      Dictionary(uniqueKeysWithValues: zip(report.names, $0))
    }
    logLikelihood = report.logLikelihood
    converged = report.converged
    iterations = report.iterations
    starts = report.starts
    startsAgreed = report.agreed
    self.unit = unit
    remarks = report.remarks
    self.seconds = seconds
  }

  /// The same as text.
  static func text(_ report: FitReport, seconds: Double?) -> String {
    var table = Table([("parameter", .left), ("value", .right), ("± standard error", .right)])
    for (place, name) in report.names.enumerated() {
      let error = report.standardErrors.map { Figure.decimals($0[place], 6) } ?? "–"
      table.add([name, Figure.decimals(report.values[place], 6), error])
    }
    let customers = Figure.grouped(report.customers)
    let head =
      "\(report.model) on \(customers) customers, log-likelihood "
      + Figure.decimals(report.logLikelihood, 5)
    let starts =
      "\(report.converged ? "Converged" : "Did not converge") in \(report.iterations) steps; "
      + "\(report.agreed) of \(report.starts) starting points agree"
      + (seconds.map { "; \(Figure.decimals($0 * 1000, 1)) ms." } ?? ".")
    return ([head, table.render(), starts] + report.remarks.map { Paragraph("Note: " + $0).text })
      .joined(separator: "\n")
  }
}

/// A version of the registry, for programs.
struct RegisteredReport: Encodable {
  let version: Int
  let status: RegisteredModel.Status
  let decision: TrainingReport.Decision
  let reason: String

  init(_ report: TrainingReport) {
    version = report.model.version
    status = report.model.status
    decision = report.decision
    reason = report.reason
  }

  /// The same for people.
  static func text(_ report: TrainingReport) -> String {
    Paragraph(
      "Version \(report.model.version) (\(report.model.card.name)) is "
        + "\(report.model.status.rawValue). \(report.reason)"
    ).text
  }
}
