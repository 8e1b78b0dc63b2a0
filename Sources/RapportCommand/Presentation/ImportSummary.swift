import Rapport

/// What an import says to a person.
struct ImportSummary {
  private let report: ImportReport

  init(_ report: ImportReport) { self.report = report }

  /// A few lines: what was taken, what changed, what was refused and why.
  var text: String {
    var lines = [headline, changes]
    if report.kind == .purchases, report.accepted > 0 { lines += purchases }
    lines += refused
    lines += report.warnings.map { "Note: \($0)" }
    if report.isDryRun { lines.append("This was a rehearsal; nothing was kept.") }
    return lines.joined(separator: "\n")
  }

  private var headline: String {
    let seconds = Figure.decimals(report.seconds, 2)
    return "\(report.file): \(Figure.grouped(report.accepted)) of \(Figure.grouped(report.lines))"
      + " lines of \(report.kind.rawValue) taken in \(seconds) s."
  }

  private var changes: String {
    var parts = [
      "\(Figure.grouped(report.added)) new", "\(Figure.grouped(report.updated)) updated",
      "\(Figure.grouped(report.unchanged)) unchanged",
    ]
    if report.removed > 0 { parts.append("\(Figure.grouped(report.removed)) removed") }
    if report.duplicatesDropped > 0 {
      parts.append("\(Figure.grouped(report.duplicatesDropped)) duplicates left out")
    }
    return "  \(parts.joined(separator: " · "))"
  }

  private var purchases: [String] {
    let days = [report.from, report.to].compactMap { $0?.description }.joined(separator: " to ")
    var lines = [
      "  \(Figure.counted(report.customers, "customer")) · "
        + "\(Figure.counted(report.products, "product")) · "
        + "\(Figure.counted(report.orders, "order")) · \(days)"
    ]
    if report.anonymous > 0 {
      lines.append(
        "  \(Figure.counted(report.anonymous, "line")) without a customer (kept as baskets)")
    }
    if report.returns > 0 {
      lines.append(
        "  \(Figure.counted(report.returns, "return")); in the whole workspace "
          + "\(Figure.grouped(report.unmatchedReturns)) of named customers find no purchase")
    }
    return lines
  }

  private var refused: [String] {
    guard report.rejected > 0 else { return [] }
    let reasons = report.rejectedByReason.sorted {
      $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
    }
    var lines = ["Refused \(Figure.grouped(report.rejected)):"]
    lines += reasons.map { "  \(Figure.grouped($0.value)) × \($0.key)" }
    if let file = report.rejectsFile { lines.append("  line by line in \(file)") }
    return lines
  }
}
