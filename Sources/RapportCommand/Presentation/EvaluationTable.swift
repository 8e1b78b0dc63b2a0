import Rapport

/// A report of tests as people read it: one table a list length, popularity first, intervals in brackets.
struct EvaluationTable {
  private let report: EvaluationReport

  init(_ report: EvaluationReport) { self.report = report }

  var text: String {
    var parts = [introduction]
    for cutoff in report.cutoffs { parts.append(table(at: cutoff)) }
    if report.validationCustomers > 0 { parts.append(validation) }
    parts.append(segments)
    parts.append(newProducts)
    parts.append(newCustomers)
    parts.append(differences)
    parts.append(duels)
    parts.append(times)
    parts += report.models.map(Self.search)
    parts += report.leaks.map { "Warning: \($0.message)\n\($0.hint)" }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var introduction: String {
    let repeats = report.options.repeats == .allow ? "may be recommended" : "is left out"
    let ideal = report.options.ideal == .full ? " NDCG against all products bought." : ""
    let parts =
      report.options.repeats == .allow
      ? " Repeat and New are the recall of what customers had bought before and of what they had not."
      : ""
    return """
      \(Figure.counted(report.customers, "customer")) tested, \
      \(Figure.counted(report.products, "product")) ranked for each; \
      what they bought before \(repeats).\(ideal)
      Means over customers with 95 % intervals.\(parts)
      """
  }

  private func table(at cutoff: Int) -> String {
    let kinds: [(RankingMetric.Kind, String, hasInterval: Bool)] = [
      (.recall, "Recall@\(cutoff)", true), (.ndcg, "NDCG@\(cutoff)", true), (.hit, "Hit", false),
      (.precision, "Precision", false), (.map, "MAP", false), (.mrr, "MRR", false),
      (.repeatRecall, "Repeat", false), (.exploreRecall, "New", false),
      (.coverage, "Coverage", false), (.novelty, "Novelty", false),
      (.popularity, "Popularity", false), (.revenue, "Revenue", false),
    ]
    let shown = kinds.filter { kind, _, _ in
      let values = report.models.compactMap { $0.estimate(RankingMetric(kind, at: cutoff))?.value }
      // Purchases without prices bring in nothing with any list; that is no measurement.
      return kind == .revenue ? values.contains { $0 != 0 } : !values.isEmpty
    }
    var table = Table([("Model", .left)] + shown.map { ($0.1, .right) })
    for row in report.models {
      table.add(
        [row.name]
          + shown.map { kind, _, hasInterval in
            guard let estimate = row.estimate(RankingMetric(kind, at: cutoff)) else { return "" }
            return hasInterval
              ? Self.withInterval(estimate)
              : Self.decimals(estimate.value, kind == .revenue ? 2 : 4)
          })
    }
    return table.render()
  }

  private var validation: String {
    guard let cutoff = report.cutoffs.last else { return "" }
    let metrics = [RankingMetric(.recall, at: cutoff), RankingMetric(.ndcg, at: cutoff)]
    var table = Table(
      [("On \(report.validationCustomers) validation customers", .left)]
        + metrics.map { ("\($0)", .right) })
    for row in report.models {
      table.add(
        [row.name]
          + metrics.map { metric in
            row.validation.first { $0.metric == metric }.map { Self.withInterval($0.estimate) }
              ?? ""
          })
    }
    return table.render()
  }

  /// The models on customers of different pasts.
  private var segments: String {
    guard let cutoff = report.cutoffs.last else { return "" }
    let names = report.models.first?.segments.map { "\($0.name) (\($0.customers))" } ?? []
    guard names.count > 1 else { return "" }
    let metric = RankingMetric(.recall, at: cutoff)
    var table = Table([("Recall@\(cutoff) by orders before", .left)] + names.map { ($0, .right) })
    for row in report.models {
      table.add(
        [row.name]
          + row.segments.map { segment in
            segment.metrics.first { $0.metric == metric }.map {
              Self.decimals($0.estimate.value)
            } ?? ""
          })
    }
    return table.render()
  }

  /// The models on products that nobody had bought before.
  private var newProducts: String {
    guard let first = report.models.lazy.compactMap(\.newProducts).first else { return "" }
    var table = Table([
      (
        "New products, judged by what is most like them: recall@\(first.places) of \(first.products)",
        .left
      ),
      (Figure.counted(first.customers, "customer"), .right),
    ])
    for row in report.models {
      if let test = row.newProducts { table.add([row.name, Self.decimals(test.recall)]) }
    }
    table.add(["by chance", Self.decimals(first.byChance)])
    return table.render()
  }

  /// What knowing a newcomer's groups is worth.
  private var newCustomers: String {
    guard let test = report.newCustomers, let cutoff = report.cutoffs.last else {
      return report.unknownNewCustomers == 0
        ? ""
        : "Of the \(report.unknownNewCustomers) new customers no large group is known, "
          + "so what sells in their groups could not be tested."
    }
    let metrics = [RankingMetric(.recall, at: cutoff), RankingMetric(.ndcg, at: cutoff)]
    var table = Table(
      [("\(test.customers) new customers of known groups", .left)]
        + metrics.map { ("\($0)", .right) })
    for (name, values) in [
      ("popular list", test.popular), ("popular in their groups", test.byGroup),
    ] {
      table.add(
        [name]
          + metrics.map { metric in
            values.first { $0.metric == metric }.map { Self.withInterval($0.estimate) } ?? ""
          })
    }
    return table.render()
  }

  /// Every two models against each other, where there are more than popularity and one other.
  private var duels: String {
    report.comparisons.filter { $0.other != "popularity" && $0.better != "popularity" }.map {
      duel in
      let certain =
        "; p \(Self.decimals(duel.adjustedPValue, 3)) after Holm"
        + (duel.adjustedPValue < 0.05 ? "" : ", may be chance")
      return
        "\(duel.better): \(duel.metric) +\(Self.withInterval(duel.comparison.difference)) over \(duel.other)\(certain)"
    }.joined(separator: "\n")
  }

  private var differences: String {
    report.models.flatMap { row in
      row.overPopularity.map { metric, comparison in
        let sign = comparison.difference.value >= 0 ? "+" : ""
        let certain = comparison.difference.contains(0) ? "; may be chance" : ""
        return
          "\(row.name): \(metric) \(sign)\(Self.withInterval(comparison.difference)) over popularity\(certain)"
      }
    }.joined(separator: "\n")
  }

  /// What `auto` tried; nothing for other recipes.
  private static func search(_ row: EvaluationReport.Row) -> String {
    let lines = TrainingSummary.table(of: row.trials).drop { $0.isEmpty }
    return lines.isEmpty ? "" : ([row.name + ":"] + lines).joined(separator: "\n")
  }

  private var times: String {
    var table = Table([
      ("Model", .left), ("Fit s", .right), ("CPU s", .right), ("Rank s", .right),
      ("CPU s", .right), ("Peak MB", .right),
    ])
    for row in report.models {
      table.add([
        row.name, Self.decimals(row.timing.fitSeconds, 2),
        Self.decimals(row.timing.fitCpuSeconds, 2), Self.decimals(row.timing.scoreSeconds, 2),
        Self.decimals(row.timing.scoreCpuSeconds, 2), Self.decimals(row.peakMegabytes, 0),
      ])
    }
    return table.render()
  }

  /// `0.0416 (0.0400 … 0.0432)`.
  private static func withInterval(_ estimate: Estimate) -> String {
    "\(decimals(estimate.value)) (\(decimals(estimate.low)) … \(decimals(estimate.high)))"
  }

  /// A number with so many decimals, rounded half away from zero.
  static func decimals(_ value: Double, _ count: Int = 4) -> String {
    guard value.isFinite else { return "–" }
    var scale = 1
    for _ in 0..<count { scale *= 10 }
    let scaled = Int((value.magnitude * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard count > 0 else { return "\(sign)\(scaled)" }
    let rest = String(scaled % scale)
    return "\(sign)\(scaled / scale)." + String(repeating: "0", count: count - rest.count) + rest
  }
}
