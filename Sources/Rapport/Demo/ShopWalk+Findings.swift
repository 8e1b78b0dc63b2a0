extension ShopWalk {
  /// Everything that was planted, beside what was found.
  func findings() -> [DemoReport.Finding] {
    [tastes, recall, rules, confidences, parameters, activity, effect]
  }

  private var tastes: DemoReport.Finding {
    DemoReport.Finding(
      what: "Tastes", planted: "75 % of purchases from a customer's own categories",
      found:
        "\(Self.percent(report.tasteShare, decimals: 0)) of recommendations from them, "
        + "\(Self.percent(report.popularTasteShare, decimals: 0)) of the popular list",
      agrees: report.tasteShare > 1.5 * report.popularTasteShare)
  }

  private var recall: DemoReport.Finding {
    let words = report.recalls.map { "\($0.model) \(Self.percent($0.recall.value))" }
    let isBetter = report.recalls.dropFirst().contains {
      $0.recall.low > (report.recalls.first?.recall.high ?? 1)
    }
    return DemoReport.Finding(
      what: "Unseen purchases", planted: "follow taste and habit, so beat popularity",
      found: "Recall@10: \(words.joined(separator: ", "))", agrees: isBetter)
  }

  private var rules: DemoReport.Finding {
    let found = report.rules.filter { $0.found != nil }
    let lowest = found.compactMap(\.rank).max() ?? 0
    return DemoReport.Finding(
      what: "Rules", planted: "\(report.rules.count) pairs bought together",
      found: "\(found.count) found, all among the first \(lowest) by lift",
      agrees: found.count == report.rules.count && lowest <= 2 * report.rules.count)
  }

  private var confidences: DemoReport.Finding {
    func range(_ values: [Double]) -> String {
      "\(Self.percent(values.min() ?? 0, decimals: 0)) … \(Self.percent(values.max() ?? 0, decimals: 0))"
    }
    let errors = report.rules.compactMap { rule in rule.found.map { $0 - rule.planted } }
    return DemoReport.Finding(
      what: "Their confidence",
      planted: "\(range(report.rules.map(\.planted))) beyond chance",
      found: "\(range(report.rules.compactMap(\.found)))",
      agrees: !errors.isEmpty && errors.allSatisfy { $0.magnitude < 0.12 })
  }

  private var parameters: DemoReport.Finding {
    func words(_ value: (DemoReport.ParameterFinding) -> Double) -> String {
      report.parameters.map { "\($0.name) \(Self.decimals(value($0)))" }.joined(separator: ", ")
    }
    // The four are strongly correlated; what they say of a customer is the mean rate and the mean dropout.
    func means(_ value: (DemoReport.ParameterFinding) -> Double) -> (rate: Double, dropout: Double)
    {
      let v = report.parameters.map(value)
      guard v.count == 4 else { return (0, 0) }
      return (v[0] / v[1], v[2] / (v[2] + v[3]))
    }
    let (planted, found) = (means(\.planted), means(\.found))
    let tolerance = max(0.2, 6 / Double(shop.size.customers).squareRoot())
    func isNear(_ a: Double, _ b: Double) -> Bool { (a / b - 1).magnitude < tolerance }
    return DemoReport.Finding(
      what: "Life cycle (BG/NBD)", planted: words(\.planted), found: words(\.found),
      agrees: isNear(found.rate, planted.rate) && isNear(found.dropout, planted.dropout))
  }

  private var activity: DemoReport.Finding {
    DemoReport.Finding(
      what: "Who is still active", planted: Self.percent(report.activeShare, decimals: 0),
      found:
        "\(Self.percent(report.meanAlive, decimals: 0)); an active customer is ranked above a lost "
        + "one \(Self.percent(report.aliveRanking, decimals: 0)) of the time",
      agrees: (report.meanAlive - report.activeShare).magnitude < 0.06 && report.aliveRanking > 0.7)
  }

  private var effect: DemoReport.Finding {
    DemoReport.Finding(
      what: "Campaign effect", planted: "+\(Self.percent(report.plantedUplift).dropLast(2)) points",
      found: Self.points(report.uplift), agrees: report.uplift.contains(report.plantedUplift))
  }

  static func decimals(_ value: Double) -> String {
    let scaled = Int((value * 100).rounded())
    let rest = String(scaled % 100)
    return "\(scaled / 100).\(rest.count < 2 ? "0" : "")\(rest)"
  }
}
