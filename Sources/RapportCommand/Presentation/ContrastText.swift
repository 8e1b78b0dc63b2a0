import Rapport

/// What `rapport rules --contrast` says to a person.
struct ContrastText {
  private let report: ContrastReport

  init(_ report: ContrastReport) { self.report = report }

  /// The whole text.
  var text: String {
    let parts = [summary] + report.warnings.map { "Note: \($0)" }
    guard !report.top.isEmpty else {
      return (parts + (report.found == 0 ? [nothing] : [])).joined(separator: "\n")
    }
    return (parts + ["", table, "", reading, counting]).joined(separator: "\n")
  }

  private var summary: String {
    """
    \(Figure.counted(report.customers, "customer")) of '\(report.condition)' with \
    \(Figure.counted(report.segmentBaskets, "basket")), compared with \
    \(Figure.counted(report.otherBaskets, "basket")) of the others: of \
    \(Figure.counted(report.compared, "set")) in at least \(Figure.grouped(report.minCount)) of \
    their baskets, \(Figure.grouped(report.found)) \(report.found == 1 ? "stands" : "stand") out.
    """
  }

  private let nothing =
    "They buy together what the others do: lower --min-support, or narrow the condition."

  private var table: String {
    var table = Table([
      ("together", .left), ("their baskets", .right), ("count as", .right), ("share", .right),
      ("others", .right), ("times", .right), ("customers", .right), ("adjusted p", .right),
    ])
    for finding in report.top {
      table.add(
        [GoodsLines.lines(finding.items)],
        [
          Figure.grouped(finding.inSegment), Figure.grouped(finding.effectiveBaskets),
          Figure.percent(finding.segmentShare),
          Figure.percent(finding.otherShare),
          finding.ratio.isFinite ? Figure.times(finding.ratio) : "only here",
          Figure.grouped(finding.customers), Figure.pValue(finding.adjustedP),
        ])
    }
    return table.render()
  }

  /// What the test does with several orders of one customer.
  private let counting = """
    Orders of one customer are alike: the test counts them as that many independent ones (Rao and Scott 1992).
    """

  private var reading: String {
    guard let first = report.top.first else { return "" }
    let more = first.ratio.isFinite ? ", \(Figure.times(first.ratio)) as often" : ""
    return """
      The first line says: \(GoodsLines.listed(first.items.map(\.name))) \
      \(first.items.count == 1 ? "is" : "are together") in \(Figure.percent(first.segmentShare)) of \
      their baskets, from \(Figure.counted(first.customers, "customer")), and in \
      \(Figure.percent(first.otherShare)) of the others'\(more).
      """
  }
}
