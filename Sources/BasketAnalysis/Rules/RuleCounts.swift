/// The four numbers every measure of a rule "if X then Y" is computed from.
public struct RuleCounts: Sendable, Hashable {
  /// Baskets with X and Y: n(XY).
  public let both: Int
  /// Baskets with X: n(X).
  public let antecedent: Int
  /// Baskets with Y: n(Y).
  public let consequent: Int
  /// All baskets: N.
  public let baskets: Int

  /// Takes the four counts.
  public init(both: Int, antecedent: Int, consequent: Int, baskets: Int) {
    self.both = both
    self.antecedent = antecedent
    self.consequent = consequent
    self.baskets = baskets
  }
}

/// A measure of a rule, under the name it has in files and options.
public enum RuleMeasure: String, Sendable, CaseIterable {
  /// Measures of how often.
  case support, confidence, coverage
  /// Measures of how much more than by chance.
  case lift, leverage, conviction, addedValue, certainty
  /// Measures of association that do not care which side is which.
  case kulczynski, imbalance, cosine, jaccard, phi, oddsRatio, allConfidence, maxConfidence
  /// Measures of evidence.
  case chiSquared
}

extension RuleCounts {
  /// Share of baskets with X and Y: n(XY) / N.
  public var support: Double { x / n }
  /// Share of the baskets with X that have Y too: n(XY) / n(X).
  public var confidence: Double { x / a }
  /// Share of baskets the rule applies to: n(X) / N.
  public var coverage: Double { a / n }
  /// How many times as often as by chance: N·n(XY) / (n(X)·n(Y)).
  public var lift: Double { x * n / (a * b) }
  /// Baskets more than by chance, as a share (Piatetsky-Shapiro 1991): P(XY) − P(X)·P(Y).
  public var leverage: Double { x / n - a / n * (b / n) }
  /// How much rarer X without Y is than by chance: P(¬Y) / P(¬Y | X).
  ///
  /// Infinite where X never is without Y (Brin, Motwani, Ullman and Tsur 1997).
  public var conviction: Double { both == antecedent ? .infinity : (1 - b / n) / (1 - x / a) }
  /// Confidence above the consequent's own share: P(Y | X) − P(Y).
  public var addedValue: Double { x / a - b / n }
  /// The part of the room between P(Y) and certainty that the rule closes; negative below P(Y).
  ///
  /// (P(Y | X) − P(Y)) / (1 − P(Y)) (Shortliffe and Buchanan 1975); 0 where Y is in every basket.
  public var certainty: Double { consequent == baskets ? 0 : (x / a - b / n) / (1 - b / n) }
  /// The mean of both confidences (Kulczynski 1927).
  public var kulczynski: Double { (x / a + x / b) / 2 }
  /// How unequal the two sides are in frequency, from 0 to 1 (Wu, Chen and Han 2010).
  public var imbalance: Double { abs(a - b) / (a + b - x) }
  /// The geometric mean of both confidences.
  public var cosine: Double { x / (a * b).squareRoot() }
  /// Baskets with both of the baskets with either: n(XY) / n(X ∪ Y).
  public var jaccard: Double { x / (a + b - x) }
  /// The correlation of X and Y, from −1 to 1; 0 where one side is in every basket.
  public var phi: Double {
    let spread = a * b * (n - a) * (n - b)
    return spread > 0 ? (x * n - a * b) / spread.squareRoot() : 0
  }
  /// The odds of Y with X against the odds without: infinite where one never is without the other.
  public var oddsRatio: Double {
    let (against, inFavour) = ((a - x) * (b - x), x * (n - a - b + x))
    guard against > 0 else { return inFavour > 0 ? .infinity : .nan }
    return inFavour / against
  }
  /// The lower of both confidences: n(XY) / max(n(X), n(Y)).
  public var allConfidence: Double { x / max(a, b) }
  /// The higher of both confidences: n(XY) / min(n(X), n(Y)).
  public var maxConfidence: Double { x / min(a, b) }
  /// Pearson's chi-squared of the two-by-two table, one degree of freedom; 0 where one side is in every basket.
  public var chiSquared: Double {
    let spread = a * b * (n - a) * (n - b)
    let excess = x * n - a * b
    return spread > 0 ? n * (excess / spread) * excess : 0
  }

  /// The value of a measure.
  public subscript(measure: RuleMeasure) -> Double {
    switch measure {
    case .support: support
    case .confidence: confidence
    case .coverage: coverage
    case .lift: lift
    case .leverage: leverage
    case .conviction: conviction
    case .addedValue: addedValue
    case .certainty: certainty
    case .kulczynski: kulczynski
    case .imbalance: imbalance
    case .cosine: cosine
    case .jaccard: jaccard
    case .phi: phi
    case .oddsRatio: oddsRatio
    case .allConfidence: allConfidence
    case .maxConfidence: maxConfidence
    case .chiSquared: chiSquared
    }
  }

  private var x: Double { Double(both) }
  private var a: Double { Double(antecedent) }
  private var b: Double { Double(consequent) }
  private var n: Double { Double(baskets) }
}
