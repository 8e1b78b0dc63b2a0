import Rapport

/// What `rapport rules --sequences` says to a person.
struct SequenceText {
  private let report: SequenceReport

  init(_ report: SequenceReport) { self.report = report }

  /// The whole text.
  var text: String {
    guard let first = report.top.first else {
      return report.found == 0 ? "\(summary)\n\(nothing)" : summary
    }
    return [summary, "", table, "", "The first line says: \(first.text)"].joined(separator: "\n")
  }

  private var summary: String {
    """
    \(Figure.counted(report.customers, "customer")), \
    \(Figure.counted(report.shoppingDays, "shopping day")) followed for \
    \(Figure.counted(report.withinDays, "day")): of \(Figure.counted(report.tested, "sequence")) of \
    at least \(Figure.counted(report.minCustomers, "customer")), \
    \(Figure.grouped(report.found))\(report.product.map { " with \($0)" } ?? "") \(report.found == 1 ? "happens" : "happen") more often than usual.
    """
  }

  private let nothing = "Try a longer --within, fewer --min-customers, or another product."

  private var table: String {
    var table = Table([
      ("first", .left), ("then", .left), ("customers", .right), ("followed", .right),
      ("share", .right), ("95 %", .right), ("usual", .right), ("lift", .right),
      ("median days", .right), ("adjusted p", .right),
    ])
    for finding in report.top {
      let (low, high) = (finding.share.low * 100, finding.share.high * 100)
      table.add([
        GoodsLines.line(finding.first.id, finding.first.name),
        GoodsLines.line(finding.then.id, finding.then.name), Figure.grouped(finding.customers),
        Figure.grouped(finding.followed), Figure.percent(finding.share.value),
        "\(Figure.decimals(low, 1))–\(Figure.decimals(high, 1)) %", Figure.percent(finding.usual),
        Figure.times(finding.lift), Figure.grouped(finding.medianDays),
        Figure.pValue(finding.adjustedP),
      ])
    }
    return table.render()
  }
}
