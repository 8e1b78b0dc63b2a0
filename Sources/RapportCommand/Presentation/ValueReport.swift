import Rapport

/// What `rapport value --json` prints.
struct ValueReport: Encodable {
  let customers: Int
  let asOf: Day
  let segments: [String: Int]
  let cuts: RFMCuts
  let stages: [String: Int]
  let tiers: [String: Int]
  let abc: [String: Int]
  let customersForMostRevenue: Double
  let costToServe: Double
  let headroom: Double
  let assumption: String
  let clusters: [String: Int]
  /// How many customers `rapport warn` names, and what they spent in the last year.
  let slippingAway: Int
  let atStake: Double
  let forecast: Forecast?
  let warnings: [String]
  let out: String?
  let seconds: Double

  init(_ profiles: CustomerProfiles, out: String?, seconds: Double) {
    customers = profiles.profiles.count
    asOf = profiles.asOf
    let totals = ValueTotals(profiles)
    segments = totals.segments.mapValues(\.count)
    cuts = profiles.rfm.cuts
    stages = totals.stages
    tiers = totals.tiers
    abc = totals.abc
    customersForMostRevenue = profiles.concentration.customersForMost
    costToServe = totals.costToServe
    headroom = totals.headroom
    assumption = ShareOfWallet.assumption
    clusters = totals.clusters
    slippingAway = totals.warnings
    atStake = totals.atStake
    forecast = profiles.forecast.map(Forecast.init)
    warnings = profiles.rfm.warnings.map(\.sentence)
    self.out = out
    self.seconds = seconds
  }
}

/// What the probability models say, and how well they foretold held-out purchases.
struct Forecast: Encodable {
  struct Error: Encodable {
    let name: String
    let rootMeanSquare: Double
    let meanAbsolute: Double
    let expected: Double
    let actual: Double
  }

  let model: String
  let parameters: [String: Double]
  let logLikelihood: Double
  let remarks: [String]
  let spend: [String: Double]?
  let holdoutFrom: Day?
  let holdout: [Error]
  let verdict: String?
  let caution: String?
  let aliveModel: String
  let expectedPurchases: Double
  let current: Double

  init(_ forecast: ValueForecast) {
    let report = forecast.timing.report
    model = report.model
    parameters = Dictionary(uniqueKeysWithValues: zip(report.names, report.values))
    logLikelihood = report.logLikelihood
    remarks = report.remarks
    spend = forecast.spendReport.map {
      Dictionary(uniqueKeysWithValues: zip($0.names, $0.values))
    }
    holdoutFrom = forecast.validation?.split
    holdout = (forecast.validation?.results ?? []).map {
      Error(
        name: $0.name, rootMeanSquare: $0.rootMeanSquare, meanAbsolute: $0.meanAbsolute,
        expected: $0.expected, actual: $0.actual)
    }
    verdict = forecast.validation?.verdict
    caution = forecast.caution
    aliveModel = forecast.warningTiming.report.model
    expectedPurchases = forecast.expectedPurchases
    current = forecast.currentRevenue
  }
}

/// What `rapport value` prints for people.
struct ValueSummary {
  private let profiles: CustomerProfiles
  private let totals: ValueTotals
  private let out: String?

  init(_ profiles: CustomerProfiles, out: String?) {
    self.profiles = profiles
    totals = ValueTotals(profiles)
    self.out = out
  }

  /// The segments, the cut points, and what a reader should know.
  var text: String {
    let count = Figure.counted(profiles.profiles.count, "customer")
    var parts = [
      "\(count) as of \(profiles.asOf)", segments, cuts, groups, assumptions,
    ]
    parts += holdout.map { [$0] } ?? []
    parts += profiles.rfm.warnings.map { Paragraph("Note: " + $0.sentence).text }
    if let out { parts.append("Every customer's figures are in \(out).") }
    return parts.joined(separator: "\n\n")
  }

  private var segments: String {
    var table = Table([
      ("segment", .left), ("customers", .right), ("share", .right), ("revenue", .right),
      ("share", .right), ("days silent", .right), ("orders", .right), ("spent", .right),
    ])
    for name in profiles.segments.names {
      guard let group = totals.segments[name] else { continue }
      table.add(row(name, group, of: totals.all))
    }
    table.add(row("all", totals.all, of: totals.all))
    return table.render()
  }

  private func row(_ name: String, _ group: ValueTotals.Group, of all: ValueTotals.Group)
    -> [String]
  {
    [
      name, Figure.grouped(group.count),
      Figure.percent(Double(group.count) / Double(max(1, all.count))),
      Figure.grouped(Int(group.revenue.rounded())),
      all.revenue > 0 ? Figure.percent(group.revenue / all.revenue) : "–",
      Figure.decimals(group.silence, 0), Figure.decimals(group.orders, 1),
      Figure.decimals(group.revenue / Double(max(1, group.count)), 2),
    ]
  }

  /// Stages, tiers and clusters with their counts, in a line each.
  private var groups: String {
    func line(_ title: String, _ names: [String], _ counts: [String: Int]) -> String {
      let parts = names.map { "\($0) \(Figure.grouped(counts[$0] ?? 0))" }
      return "\(title): \(parts.joined(separator: " · "))"
    }
    let lines = [
      line("Life cycle", LifecycleStage.allCases.map(\.rawValue), totals.stages),
      Paragraph(LifecycleRule().sentence, indent: 2).text,
      line("Tiers", ValueTier.allCases.map(\.rawValue), totals.tiers)
        + "\n  MVC: most valuable after cost to serve; MGC: most headroom; BZ: cost more than they "
        + "bring.",
      line("ABC", ABCClass.allCases.map(\.rawValue), totals.abc),
      "80 % of the revenue comes from "
        + "\(Figure.percent(profiles.concentration.customersForMost)) of the customers.",
      slipping,
    ]
    return lines.joined(separator: "\n") + (clusters.map { "\n\n\($0)" } ?? "")
  }

  /// How many are slipping away; the list itself is another command's.
  private var slipping: String {
    guard totals.warnings > 0 else { return "Nobody of value is slipping away." }
    return "Slipping away: \(Figure.grouped(totals.warnings)) customers of value, "
      + "\(Figure.grouped(Int(totals.atStake.rounded()))) a year at stake (rapport warn)."
  }

  private var clusters: String? {
    guard let found = profiles.clusters else { return nil }
    var table = Table([
      ("group", .left), ("customers", .right), ("median (of all customers)", .left),
    ])
    for cluster in found.clusters {
      table.add([cluster.name, Figure.grouped(cluster.customers), cluster.description])
    }
    let hint =
      found.wereKnown
      ? "As the live value model knows them (rapport models show --kind value)."
      : "To keep these names from run to run: rapport value fit --register"
    return "Groups of customers who are alike by \(found.features.joined(separator: ", "))\n"
      + table.render() + "\n  \(hint)"
  }

  /// How well the models foretold purchases they had not seen.
  private var holdout: String? {
    guard let forecast = profiles.forecast else {
      return "Nobody has come back yet, so nothing can be said about purchases to come."
    }
    let report = forecast.timing.report
    let remarks = report.remarks.filter { $0 != BGNBDModel.caution }
    let notes = (remarks + [forecast.aliveNote, forecast.caution].compactMap(\.self)).map {
      Paragraph("Note: " + $0).text
    }
    let total = Figure.grouped(Int(Forecast(forecast).current.rounded()))
    guard let validation = forecast.validation else {
      let way =
        forecast.wasFittedBefore
        ? "as it was fitted before (rapport models show --kind value)"
        : forecast.wasAutomatic ? "the history is too short to test a model" : "as asked for"
      return (["Purchases to come: \(report.model), \(way)."] + notes).joined(separator: "\n")
    }
    let head = Paragraph(
      "Purchases to come: \(report.model), the best model on what it had not seen. Current value of "
        + "all customers: \(total)."
    ).text
    return ([head, HoldoutText.errors(validation)] + notes).joined(separator: "\n")
  }

  /// What the tiers count as cost, and what the wallets rest on.
  private var assumptions: String {
    let (cost, headroom) = (totals.costToServe, totals.headroom)
    return Paragraph(
      "Cost to serve in a year: \(Figure.grouped(Int(cost.rounded()))) (set it with --margin, "
        + "--cost-per-order, --cost-per-return, --cost-per-contact). Headroom: "
        + "\(Figure.grouped(Int(headroom.rounded()))) a year. \(ShareOfWallet.assumption)"
    ).text
  }

  private var cuts: String { CutsText(profiles.rfm.cuts).text }
}
