import Foundation

/// The probability of at least so many successes.
enum BinomialTail {
  /// P(K ≥ successes) of so many trials with one probability, for successes above the mean.
  ///
  /// The first term through log-gamma, the others as ratios until they no longer matter.
  ///
  /// - Complexity: O(terms that matter).
  static func upper(successes: Int, trials: Int, probability: Double) -> Double {
    guard successes > 0, probability < 1 else { return 1 }
    guard probability > 0, successes <= trials else { return 0 }
    let (k, n) = (Double(successes), Double(trials))
    let ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    let first = exp(ways + k * log(probability) + (n - k) * log1p(-probability))
    var (sum, ratio, next) = (1.0, 1.0, k)
    while next < n {
      ratio *= (n - next) / (next + 1) * probability / (1 - probability)
      sum += ratio
      if ratio < sum * 1e-17 { break }
      next += 1
    }
    return min(1, first * sum)
  }
}
