import Compute

/// Finds how much a blend's weights must be held near zero, from the customers they are learned on.
///
/// Weights are learned on half of the customers with each strength and asked about the other half, and the
/// other way round. Of all strengths whose mean loss is within one standard error of the best (of the paired
/// differences, list by list), the greatest is taken: what is learned from few customers, or in one season,
/// must not be believed to the last digit (the one-standard-error rule: Breiman et al. 1984).
struct RegularisationChoice {
  /// How many features a candidate has.
  let features: Int
  /// How many facts a customer has.
  let facts: Int

  /// λ, from the greatest to the least.
  static let strengths = [1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001]
  /// Fewer lists cannot tell strengths apart.
  private static let fewest = 40

  /// The lists in even and in odd places.
  static func halves(of lists: [ListwiseRegression.List]) -> [[ListwiseRegression.List]] {
    [0, 1].map { half in
      stride(from: half, to: lists.count, by: 2).map { lists[$0] }
    }
  }

  /// The strength for some lists.
  ///
  /// - Complexity: That of learning from all lists a few times.
  func strength(for lists: [ListwiseRegression.List], parallel: Parallel) -> Double {
    let useful = lists.filter { $0.isBought.contains(true) }
    guard useful.count >= Self.fewest else { return 0.1 }
    let halves = Self.halves(of: useful)
    let halfLosses = (0..<2).map { half in
      losses(on: halves[1 - half], learningFrom: halves[half], parallel)
    }
    let all = Self.strengths.indices.map { halfLosses[0][$0] + halfLosses[1][$0] }
    let means = all.map { $0.reduce(0, +) / Double(max(1, $0.count)) }
    guard let best = means.indices.min(by: { means[$0] < means[$1] }) else { return 0.1 }
    let chosen = all.indices.first { Self.isLevel(all[$0], with: all[best]) } ?? best
    return Self.strengths[chosen]
  }

  /// The losses of some lists with weights learned from others, by strength.
  private func losses(
    on others: [ListwiseRegression.List], learningFrom lists: [ListwiseRegression.List],
    _ parallel: Parallel
  ) -> [[Double]] {
    ListwiseRegression(iterations: 30).path(
      of: lists, strengths: Self.strengths, features: features, facts: facts, parallel: parallel
    ).map { weights in
      ListwiseRegression.losses(
        of: others, weights: weights, features: features, parallel: parallel)
    }
  }

  /// Whether losses are no more than one standard error of their differences above the best.
  private static func isLevel(_ losses: [Double], with best: [Double]) -> Bool {
    let differences = zip(losses, best).map { $0 - $1 }
    let count = Double(max(1, differences.count))
    let mean = differences.reduce(0, +) / count
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return mean <= (variance / count).squareRoot()
  }
}
