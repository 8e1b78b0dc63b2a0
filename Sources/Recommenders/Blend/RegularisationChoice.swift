import Compute

/// Finds how much a blend's weights must be held near zero, from the customers they are learned on.
///
/// Weights are learned with each strength on all windows but one and asked about that one, each window
/// in turn, and the strength with the least mean loss is taken. Where there is but one window, its
/// customers are halved and each half is asked about weights learned on the other. Customers of one
/// window share a season, so they vouch too readily for each other; there, of all strengths whose mean
/// loss is within one standard error of the best (of the paired differences, list by list), the
/// greatest is taken: what is learned from few customers, or in one season, must not be believed to the
/// last digit (the one-standard-error rule: Breiman et al. 1984).
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

  /// The strength for the lists of some windows.
  ///
  /// - Complexity: That of learning from all lists a few times.
  func strength(for windows: [[ListwiseRegression.List]], parallel: Parallel) -> Double {
    let useful = windows.map { lists in lists.filter { $0.isBought.contains(true) } }
      .filter { $0.count >= Self.fewest }
    guard let first = useful.first else { return 0.1 }
    let parts = useful.count > 1 ? useful : Self.halves(of: first)
    let partLosses = parts.indices.map { place in
      let others = parts.indices.filter { $0 != place }.flatMap { parts[$0] }
      return losses(on: parts[place], learningFrom: others, parallel)
    }
    let all = Self.strengths.indices.map { strength in partLosses.flatMap { $0[strength] } }
    let means = all.map { $0.reduce(0, +) / Double(max(1, $0.count)) }
    guard let best = means.indices.min(by: { means[$0] < means[$1] }) else { return 0.1 }
    guard useful.count == 1 else { return Self.strengths[best] }
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
