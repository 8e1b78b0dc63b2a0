/// How p-values are corrected for having looked at many rules.
public enum TestCorrection: String, Sendable, CaseIterable {
  /// Not at all; one in a hundred chance rules passes at 0.01.
  case none
  /// Step-down control of the chance of even one false rule (Holm 1979).
  case holm
  /// Control of the share of false rules among those found (Benjamini and Hochberg 1995).
  case bh
  /// Each p-value times the number of tests (Bonferroni).
  case bonferroni

  /// The corrected p-values, in the order given.
  ///
  /// A hypothesis is rejected at a level where its corrected p-value is at most that level.
  ///
  /// - Complexity: O(m) for m tests.
  public func adjusted(_ pValues: [Double]) -> [Double] {
    let tests = Double(pValues.count)
    switch self {
    case .none: return pValues
    case .bonferroni: return pValues.map { min(1, $0 * tests) }
    case .holm:
      var (adjusted, highest) = (pValues, 0.0)
      for (rank, test) in KeyOrder.ascending(pValues).enumerated() {
        highest = max(highest, min(1, pValues[Int(test)] * (tests - Double(rank))))
        adjusted[Int(test)] = highest
      }
      return adjusted
    case .bh:
      var (adjusted, lowest) = (pValues, 1.0)
      let order = KeyOrder.ascending(pValues)
      for rank in order.indices.reversed() {
        let test = Int(order[rank])
        lowest = min(lowest, pValues[test] * tests / Double(rank + 1))
        adjusted[test] = lowest
      }
      return adjusted
    }
  }
}

/// Which rules count as having been looked at.
public enum TestFamily: String, Sendable, CaseIterable {
  /// Every rule whose items have the support: what the search really went through.
  case supported
  /// Only the rules that passed the confidence too, as the R package arules does.
  case reported
}
