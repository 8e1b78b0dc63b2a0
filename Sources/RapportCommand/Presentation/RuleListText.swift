import Rapport

/// What `rapport rules` says to a person: how many rules there are, the first of them, how to read them.
struct RuleListText {
  private let report: RuleReport

  init(_ report: RuleReport) { self.report = report }

  /// The whole text.
  var text: String {
    var parts = [summary] + notes
    guard !report.top.isEmpty else {
      return (parts + (report.listed == 0 ? [nothing] : [])).joined(separator: "\n")
    }
    parts += ["", table, "", reading]
    if report.listed > report.top.count {
      parts.append(
        "\(Figure.grouped(report.listed - report.top.count)) more; "
          + "see them with --top N, or all in a file with --out FILE.")
    }
    return parts.joined(separator: "\n")
  }

  private var summary: String {
    """
    \(Figure.counted(report.rules, "rule")) from \(Figure.counted(report.itemsets, "set")) in at \
    least \(Figure.grouped(report.minCount)) of \(Figure.counted(report.baskets, "basket")); \
    \(Figure.grouped(report.significant)) significant, \
    \(Figure.grouped(report.redundant)) redundant.
    """
  }

  private var notes: [String] {
    var notes = report.warnings
    if let unstable = report.unstable, let newer = report.newerBaskets {
      notes.append(
        "Measured again in \(Figure.counted(newer, "later basket")): \(Figure.grouped(unstable)) of "
          + "\(Figure.counted(shownCount, "rule")) promised more than these kept.")
    }
    return notes.map { "Note: \($0)" }
  }

  /// The rules that were measured again.
  private var shownCount: Int { report.measured ?? report.listed }

  private var nothing: String {
    report.rules == 0
      ? "No rule is so frequent and so confident: lower --min-support, --min-count or --min-confidence."
      : "None of the rules is left for the list: loosen --significance, --no-redundant or --for."
  }

  private var hasMoney: Bool { report.top.contains { $0.revenue != nil } }
  private var hasMargin: Bool { report.top.contains { $0.margin != nil } }
  private var hasLater: Bool { report.top.contains { $0.newerConfidence != nil } }

  private var hasVerdict: Bool { report.top.contains { verdict($0) != nil } }

  /// What the later baskets say against a rule.
  private func verdict(_ rule: ShownRule) -> String? {
    guard rule.newerConfidence != nil else { return nil }
    return rule.newerCount == 0 ? "not bought later" : rule.unstable == true ? "unstable" : nil
  }

  private var table: String {
    var columns: [(title: String, alignment: Table.Alignment)] = [
      ("if", .left), ("then", .left), ("baskets", .right), ("confidence", .right),
      ("usual", .right), ("lift", .right), ("adjusted p", .right),
    ]
    if hasMoney { columns.append(("revenue", .right)) }
    if hasMargin { columns.append(("margin", .right)) }
    if hasLater { columns += [("later", .right), ("95 %", .right)] }
    if hasVerdict { columns.append(("", .left)) }
    var table = Table(columns)
    for rule in report.top {
      table.add(
        [GoodsLines.lines(rule.if, rule.ifNames), GoodsLines.lines(rule.then, rule.thenNames)],
        cells(rule))
    }
    return table.render()
  }

  private func cells(_ rule: ShownRule) -> [String] {
    var cells = [
      Figure.grouped(rule.count), Figure.percent(rule.counts.confidence),
      Figure.percent(Self.usual(rule)), Figure.times(rule.counts.lift),
      Figure.pValue(rule.adjusted),
    ]
    if hasMoney { cells.append(rule.revenue.map { Figure.decimals($0, 2) } ?? "") }
    if hasMargin { cells.append(rule.margin.map { Figure.decimals($0, 2) } ?? "") }
    if let later = rule.newerConfidence {
      let (low, high) = (later.low * 100, later.high * 100)
      cells +=
        rule.newerCount == 0
        ? ["–", "–"]
        : [Figure.percent(later.value), "\(Figure.decimals(low, 0))–\(Figure.decimals(high, 0)) %"]
    }
    if hasVerdict { cells.append(verdict(rule) ?? "") }
    return cells
  }

  /// The first rule in words.
  private var reading: String {
    guard let rule = report.top.first else { return "" }
    let all = Figure.counted(rule.counts.antecedent, "basket")
    return """
      The first line says: of \(all) with \(GoodsLines.listed(rule.ifNames)), \
      \(Figure.grouped(rule.count)) (\(Figure.percent(rule.counts.confidence))) also \
      \(rule.count == 1 ? "has" : "have") \(GoodsLines.listed(rule.thenNames)); usual is \
      \(Figure.percent(Self.usual(rule))), so that is \(Figure.times(rule.counts.lift)) as often.
      """
  }

  /// The share of all baskets with the right-hand side.
  private static func usual(_ rule: ShownRule) -> Double {
    Double(rule.counts.consequent) / Double(max(1, rule.counts.baskets))
  }
}
