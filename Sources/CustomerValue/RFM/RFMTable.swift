public import Commerce
import Compute

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
  /// - Parameters:
  ///   - summaries: What the customers have done.
  ///   - day: The day it is "today".
  ///   - threads: Change nothing but the time it takes.
  /// - Returns: The scores, in the order of the summaries.
  /// - Throws: `CustomerValueError.noPurchases` where there is nobody to score.
  /// - Complexity: O(n) for n customers.
  public func table(
    of summaries: [CustomerSummary], asOf day: Day, threads: Int = 1
  ) throws -> RFMTable {
    guard !summaries.isEmpty else { throw CustomerValueError.noPurchases(asOf: day) }
    let cuts = cuts(of: summaries, asOf: day, threads: threads)
    let scores = Parallel(threads: threads).values(summaries.count) {
      cuts.score(of: summaries[$0], asOf: day)
    }
    return RFMTable(
      asOf: day, cuts: cuts, summaries: summaries, scores: scores,
      warnings: warnings(summaries, scores, asOf: day, threads: threads))
  }

  private func warnings(
    _ summaries: [CustomerSummary], _ scores: [RFMScore], asOf day: Day, threads: Int
  ) -> [RFMWarning] {
    let measures: [@Sendable () -> RFMWarning?] = [
      {
        warning("recency", scores, \.r, summaries) { Double($0.recencyDays(asOf: day)) }
      },
      { warning("frequency", scores, \.f, summaries) { Double($0.orders) } },
      { warning("monetary", scores, \.m, summaries) { $0.spend.value } },
    ]
    return Parallel(threads: threads).values(measures.count, chunk: 1) { measures[$0]() }
      .compactMap { $0 }
  }

  private func warning(
    _ name: String, _ scores: [RFMScore], _ level: (RFMScore) -> Int,
    _ summaries: [CustomerSummary], _ value: (CustomerSummary) -> Double
  ) -> RFMWarning? {
    var isFilled = [Bool](repeating: false, count: levels + 1)
    for score in scores { isFilled[level(score)] = true }
    let filled = isFilled.count { $0 }
    guard filled < levels else { return nil }
    let (commonest, customers) = Self.commonest(RadixOrder.ascending(summaries.map(value)))
    return RFMWarning(
      measure: name, filled: filled, levels: levels, commonest: commonest,
      share: Double(customers) / Double(summaries.count))
  }

  /// The value that stands most often in ascending ones; the smallest of several.
  private static func commonest(_ values: [Double]) -> (value: Double, count: Int) {
    var (commonest, most, start) = (0.0, 0, 0)
    while start < values.count {
      var end = start + 1
      while end < values.count, values[end] == values[start] { end += 1 }
      if end - start > most { (commonest, most) = (values[start], end - start) }
      start = end
    }
    return (commonest, most)
  }
}

extension RFMCuts {
  /// The score of what a customer has done by a day.
  func score(of summary: CustomerSummary, asOf day: Day) -> RFMScore {
    score(
      recencyDays: Double(summary.recencyDays(asOf: day)), frequency: Double(summary.orders),
      monetary: summary.spend.value)
  }
}
