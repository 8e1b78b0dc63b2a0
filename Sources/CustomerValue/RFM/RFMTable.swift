public import Commerce

/// Every customer's score, with the cut points it came from.
public struct RFMTable: Sendable {
  /// The day it was "today".
  public let asOf: Day
  /// What separates the levels.
  public let cuts: RFMCuts
  /// The customers, by ascending position.
  public let summaries: [CustomerSummary]
  /// Their scores, in the same order.
  public let scores: [RFMScore]
  /// Measures whose levels are not all filled.
  public let warnings: [RFMWarning]
}

extension RFMAnalysis {
  /// Scores customers as of a day.
  ///
  /// - Throws: `CustomerValueError.noPurchases` where there is nobody to score.
  /// - Complexity: O(n log n) for n customers.
  public func table(of summaries: [CustomerSummary], asOf day: Day) throws -> RFMTable {
    guard !summaries.isEmpty else { throw CustomerValueError.noPurchases(asOf: day) }
    let cuts = cuts(of: summaries, asOf: day)
    let scores = summaries.map { summary in
      cuts.score(
        recencyDays: Double(summary.recencyDays(asOf: day)), frequency: Double(summary.orders),
        monetary: summary.spend.value)
    }
    return RFMTable(
      asOf: day, cuts: cuts, summaries: summaries, scores: scores,
      warnings: warnings(summaries, scores, asOf: day))
  }

  private func warnings(
    _ summaries: [CustomerSummary], _ scores: [RFMScore], asOf day: Day
  ) -> [RFMWarning] {
    [
      warning("recency", scores.map(\.r), summaries.map { Double($0.recencyDays(asOf: day)) }),
      warning("frequency", scores.map(\.f), summaries.map { Double($0.orders) }),
      warning("monetary", scores.map(\.m), summaries.map(\.spend.value)),
    ].compactMap { $0 }
  }

  private func warning(_ name: String, _ scores: [Int], _ values: [Double]) -> RFMWarning? {
    let filled = Set(scores).count
    guard filled < levels else { return nil }
    let counts = Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
    let commonest = counts.max { a, b in a.value != b.value ? a.value < b.value : a.key > b.key }
    return RFMWarning(
      measure: name, filled: filled, levels: levels, commonest: commonest?.key ?? 0,
      share: Double(commonest?.value ?? 0) / Double(values.count))
  }
}
