import Rapport

/// What an erasure says to a person.
struct ForgetText {
  private let report: ForgetReport

  init(_ report: ForgetReport) { self.report = report }

  /// What went, what stays, and what a person still has to do.
  var text: String {
    ([headline] + files + (report.isDryRun ? ["This was a rehearsal; nothing was kept."] : []))
      .joined(separator: "\n")
  }

  private var headline: String {
    if report.wasForgotten { return "Customer \(report.customer) was erased before." }
    let parts = [
      "\(Figure.counted(report.lines, "line")) of \(Figure.counted(report.orders, "order"))",
      Figure.counted(report.consentEvents, "statement") + " of consent",
      Figure.counted(report.assignments, "place") + " in campaigns",
      Figure.counted(report.contacts, "contact"), Figure.counted(report.responses, "answer"),
    ]
    return "Customer \(report.customer) is erased: \(parts.joined(separator: " · ")).\n"
      + "Later files are taken without this customer's lines; only a salted hash is kept."
  }

  private var files: [String] {
    guard !report.files.isEmpty else { return [] }
    return ["These files of the workspace still name the customer; delete them or build them anew:"]
      + report.files.map { "  \($0)" }
  }
}
