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
  let forecast: Forecast?
  let warnings: [String]
  let out: String?
  let seconds: Double

  init(_ profiles: CustomerProfiles, out: String?, seconds: Double) {
    customers = profiles.profiles.count
    asOf = profiles.asOf
    segments = Dictionary(profiles.profiles.map { ($0.segment, 1) }, uniquingKeysWith: +)
    cuts = profiles.rfm.cuts
    func counts(_ name: (CustomerProfile) -> String?) -> [String: Int] {
      Dictionary(profiles.profiles.compactMap(name).map { ($0, 1) }, uniquingKeysWith: +)
    }
    stages = counts { $0.stage.rawValue }
    tiers = counts { $0.tier.rawValue }
    abc = counts { $0.abc.rawValue }
    customersForMostRevenue = profiles.concentration.customersForMost
    costToServe = profiles.profiles.reduce(0) { $0 + $1.costToServe }
    headroom = profiles.profiles.reduce(0) { $0 + $1.headroom }
    assumption = ShareOfWallet.assumption
    clusters = counts { $0.cluster }
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
    expectedPurchases = forecast.expectedPurchases.reduce(0, +)
    current = zip(forecast.discountedPurchases, forecast.expectedSpend)
      .reduce(0) { $0 + $1.0 * $1.1 }
  }
}

/// What `rapport value` prints for people.
struct ValueSummary {
  private let profiles: CustomerProfiles
  private let out: String?

  init(_ profiles: CustomerProfiles, out: String?) {
    self.profiles = profiles
    self.out = out
  }

  /// The segments, the cut points, and what a reader should know.
  var text: String {
    let count = Figure.grouped(profiles.profiles.count)
    var parts = [
      "\(count) customers as of \(profiles.asOf)", segments, cuts, groups, assumptions,
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
    let all = Group(profiles.profiles)
    let groups = Dictionary(grouping: profiles.profiles, by: \.segment)
    for name in profiles.segments.names {
      guard let members = groups[name] else { continue }
      table.add(row(name, Group(members), of: all))
    }
    table.add(row("all", all, of: all))
    return table.render()
  }

  private func row(_ name: String, _ group: Group, of all: Group) -> [String] {
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
    func line(_ title: String, _ names: [String], _ name: (CustomerProfile) -> String?) -> String {
      let counts = Dictionary(
        profiles.profiles.compactMap(name).map { ($0, 1) }, uniquingKeysWith: +)
      let parts = names.map { "\($0) \(Figure.grouped(counts[$0] ?? 0))" }
      return "\(title): \(parts.joined(separator: " · "))"
    }
    let lines = [
      line("Life cycle", LifecycleStage.allCases.map(\.rawValue)) { $0.stage.rawValue },
      Paragraph(LifecycleRule().sentence, indent: 2).text,
      line("Tiers", ValueTier.allCases.map(\.rawValue)) { $0.tier.rawValue }
        + "\n  MVC: most valuable after cost to serve; MGC: most headroom; BZ: cost more than they "
        + "bring.",
      line("ABC", ABCClass.allCases.map(\.rawValue)) { $0.abc.rawValue },
      "80 % of the revenue comes from "
        + "\(Figure.percent(profiles.concentration.customersForMost)) of the customers.",
    ]
    return lines.joined(separator: "\n") + (clusters.map { "\n\n\($0)" } ?? "")
  }

  private var clusters: String? {
    guard let found = profiles.clusters else { return nil }
    var table = Table([
      ("group", .left), ("customers", .right), ("median (of all customers)", .left),
    ])
    for cluster in found.clusters {
      table.add([cluster.name, Figure.grouped(cluster.customers), cluster.description])
    }
    return "Groups of customers who are alike by \(found.features.joined(separator: ", "))\n"
      + table.render()
  }

  /// How well the models foretold purchases they had not seen.
  private var holdout: String? {
    guard let forecast = profiles.forecast else {
      return "Nobody has come back yet, so nothing can be said about purchases to come."
    }
    let report = forecast.timing.report
    let notes = (report.remarks + [forecast.caution].compactMap(\.self)).map {
      Paragraph("Note: " + $0).text
    }
    let total = Figure.grouped(Int(Forecast(forecast).current.rounded()))
    guard let validation = forecast.validation else {
      let way = forecast.wasAutomatic ? "the history is too short to test a model" : "as asked for"
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
    let all = profiles.profiles
    let cost = all.reduce(0) { $0 + $1.costToServe }
    let headroom = all.reduce(0) { $0 + $1.headroom }
    return Paragraph(
      "Cost to serve in a year: \(Figure.grouped(Int(cost.rounded()))) (set it with --margin, "
        + "--cost-per-order, --cost-per-return, --cost-per-contact). Headroom: "
        + "\(Figure.grouped(Int(headroom.rounded()))) a year. \(ShareOfWallet.assumption)"
    ).text
  }

  private var cuts: String { CutsText(profiles.rfm.cuts).text }

  /// Sums over some customers.
  private struct Group {
    var count = 0
    var revenue = 0.0
    var silence = 0.0
    var orders = 0.0

    init(_ members: [CustomerProfile]) {
      count = members.count
      for member in members {
        revenue += member.monetary.value
        silence += Double(member.recencyDays)
        orders += Double(member.frequency)
      }
      silence /= Double(max(1, count))
      orders /= Double(max(1, count))
    }
  }
}
