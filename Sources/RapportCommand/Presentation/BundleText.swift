import Rapport

/// What `rapport rules --bundles` says to a person.
struct BundleText {
  private let report: BundleReport

  init(_ report: BundleReport) { self.report = report }

  /// The whole text.
  var text: String {
    let parts = [summary] + report.warnings.map { "Note: \($0)" }
    guard let first = report.top.first else {
      return (parts + (report.found == 0 ? [nothing] : [])).joined(separator: "\n")
    }
    return (parts + ["", table, "", "The first line says: \(first.text) \(promise(first))"])
      .joined(separator: "\n")
  }

  private var summary: String {
    """
    \(Figure.counted(report.found, "bundle")) from \(Figure.counted(report.tested, "set")) in at \
    least \(Figure.grouped(report.minCount)) of \(Figure.counted(report.baskets, "basket")): products \
    that belong together, though most of their customers have only a part.
    """
  }

  private let nothing =
    "Lower --min-support or --min-count, or allow more products: --max-length 4."

  private func promise(_ first: BundleReport.Suggestion) -> String {
    """
    If they took the rest as often as baskets do, \(Figure.decimals(first.expected, 0)) more would \
    have them all, worth \(Figure.decimals(first.opportunity, 2)).
    """
  }

  private var table: String {
    var table = Table([
      ("bundle", .left), ("baskets", .right), ("lift", .right), ("have all", .right),
      ("lack one", .right), ("apart", .right), ("expected", .right), ("spend", .right),
      ("worth", .right), ("adjusted p", .right),
    ])
    for bundle in report.top {
      table.add(
        [GoodsLines.lines(bundle.items)],
        [
          Figure.grouped(bundle.together), Figure.times(bundle.lift),
          Figure.grouped(bundle.complete), Figure.grouped(bundle.oneShort),
          Figure.percent(bundle.apartShare), Figure.decimals(bundle.expected, 0),
          Figure.decimals(bundle.spend, 2), Figure.decimals(bundle.opportunity, 2),
          Figure.pValue(bundle.adjustedP),
        ])
    }
    return table.render()
  }
}
