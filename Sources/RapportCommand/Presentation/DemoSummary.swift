import Foundation
import Rapport

/// What the demonstration found, as people read it.
struct DemoSummary {
  private let report: DemoReport

  init(_ report: DemoReport) { self.report = report }

  /// The line that a finished step leaves.
  static func line(_ step: DemoReport.Step) -> String {
    let name = step.name + String(repeating: " ", count: max(0, 10 - step.name.count))
    return "\(name) \(EvaluationTable.decimals(step.seconds, 1)) s  \(step.outcome)"
  }

  var text: String {
    var table = Table([("", .left), ("What", .left), ("Planted", .left), ("Found", .left)])
    for finding in report.findings {
      table.add([finding.agrees ? "✓" : "✗", finding.what, finding.planted, finding.found])
    }
    let agreed = report.findings.count { $0.agrees }
    let example = report.example.isEmpty ? [] : ["A list", report.example.joined(separator: "\n")]
    return
      (["Planted and found", table.render()] + example + [
        "\(agreed) of \(report.findings.count) agree. "
          + "The whole loop took \(EvaluationTable.decimals(report.seconds, 1)) s."
      ]).joined(separator: "\n\n")
  }
}
