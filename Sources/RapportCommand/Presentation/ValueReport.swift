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
      "\(count) customers as of \(profiles.asOf)", segments, cuts, groups,
    ]
    parts += holdout.map { [$0] } ?? []
    parts += profiles.rfm.warnings.map { "Note: \($0.sentence)" }
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
    var lines = [
      line("Life cycle", LifecycleStage.allCases.map(\.rawValue)) { $0.stage.rawValue },
      line("Tiers", ValueTier.allCases.map(\.rawValue)) { $0.tier.rawValue },
      "80 % of the revenue comes from "
        + "\(Figure.percent(profiles.concentration.customersForMost)) of the customers.",
    ]
    for cluster in profiles.clusters?.clusters ?? [] {
      lines.append(
        "Group '\(cluster.name)': \(Figure.grouped(cluster.customers)) customers; "
          + cluster.description)
    }
    return lines.joined(separator: "\n")
  }

  /// How well the models foretold purchases they had not seen.
  private var holdout: String? {
    guard let forecast = profiles.forecast else {
      return "Nobody has come back yet, so nothing can be said about purchases to come."
    }
    let chosen = forecast.timing.report.model
    guard let validation = forecast.validation else { return "Purchases to come: \(chosen)." }
    var table = Table([
      ("foretelling", .left), ("purchases", .right), ("happened", .right), ("error", .right),
    ])
    for result in validation.results {
      table.add([
        result.name, Figure.decimals(result.expected, 0), Figure.decimals(result.actual, 0),
        Figure.decimals(result.rootMeanSquare, 3),
      ])
    }
    return "Purchases to come: \(chosen), the best on what came after \(validation.split) "
      + "(error = root mean square per customer).\n" + table.render()
  }

  private var cuts: String {
    let cuts = profiles.rfm.cuts
    func bounds(_ values: [Double], _ decimals: Int) -> String {
      values.map { Figure.decimals($0, decimals) }.joined(separator: " | ")
    }
    return """
      Cut points (a value on a cut belongs to the group \(cuts.boundsBelongAbove ? "above" : "below") it):
        days since the last purchase, best level first: \(bounds(cuts.recency, 0))
        orders, level 1 first: \(bounds(cuts.frequency, 0))
        money spent, level 1 first: \(bounds(cuts.monetary, 2))
      """
  }

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
