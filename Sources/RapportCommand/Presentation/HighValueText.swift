import Rapport

/// What `rapport rules --high-value` says to a person.
struct HighValueText {
  private let report: HighValueReport

  init(_ report: HighValueReport) { self.report = report }

  /// The whole text.
  var text: String {
    let parts = [summary] + report.warnings.map { "Note: \($0)" }
    guard let first = report.top.first else {
      return (parts + (report.found == 0 ? [nothing] : [])).joined(separator: "\n")
    }
    return (parts + ["", table, "", "The first line says: \(first.text)"]).joined(separator: "\n")
  }

  private var summary: String {
    """
    The \(Figure.counted(report.found, "set"))\(report.product.map { " with \($0)" } ?? "") of highest \
    \(report.by) in at least \(Figure.grouped(report.minCount)) of \
    \(Figure.counted(report.baskets, "basket")); \(Figure.grouped(report.valued)) were valued.
    """
  }

  private let nothing =
    "No set is so frequent: lower --min-support or --min-count, or --min-length 1."

  private var table: String {
    let hasMargin = report.top.contains { $0.margin != nil }
    var columns: [(title: String, alignment: Table.Alignment)] = [
      ("together", .left), ("baskets", .right), ("lift", .right), ("revenue", .right),
    ]
    if hasMargin { columns.append(("margin", .right)) }
    columns += [("per basket", .right), ("whole baskets", .right)]
    var table = Table(columns)
    for set in report.top {
      let value = report.by == "margin" ? set.margin ?? 0 : set.revenue
      var cells = [
        Figure.grouped(set.count), set.items.count == 1 ? "–" : Figure.times(set.lift),
        Figure.decimals(set.revenue, 2),
      ]
      if hasMargin { cells.append(set.margin.map { Figure.decimals($0, 2) } ?? "") }
      cells += [
        Figure.decimals(value / Double(max(1, set.count)), 2),
        Figure.decimals(set.basketRevenue, 2),
      ]
      table.add([GoodsLines.lines(set.items)], cells)
    }
    return table.render()
  }
}
