import Foundation

/// Fisher's exact test that X and Y are together more often than by chance.
///
/// One-sided: the probability of at least n(XY) common baskets when n(X) and n(Y) baskets are drawn from N at
/// random, P(K ≥ n(XY)) of the hypergeometric distribution (Fisher 1935). The first term comes from a table of
/// log-factorials, the others from ratios, until they no longer matter.
struct FisherExact: Sendable {
  private let logFactorials: [Double]

  /// Prepares the test for tables of up to so many baskets.
  ///
  /// - Complexity: O(baskets).
  init(baskets: Int) {
    var table = [Double](repeating: 0, count: baskets + 1)
    var (sum, lost) = (0.0, 0.0)
    for n in 1..<max(2, baskets + 1) where n <= baskets {
      // Compensated summation keeps every entry within one rounding (Kahan 1965).
      let term = log(Double(n)) - lost
      let next = sum + term
      lost = (next - sum) - term
      sum = next
      table[n] = sum
    }
    logFactorials = table
  }

  /// The p-value of a rule's table.
  ///
  /// - Complexity: O(terms that matter), a few dozen for strong rules.
  func upperTail(_ counts: RuleCounts) -> Double {
    let (x, a, b, n) = (counts.both, counts.antecedent, counts.consequent, counts.baskets)
    let least = max(0, a + b - n)
    guard x > least else { return 1 }
    if Double(x) * Double(n) < Double(a) * Double(b) {
      return max(0, 1 - term(x - 1, a, b, n) * downwards(from: x - 1, least, a, b, n))
    }
    return min(1, term(x, a, b, n) * upwards(from: x, a, b, n))
  }

  /// P(K = k).
  private func term(_ k: Int, _ a: Int, _ b: Int, _ n: Int) -> Double {
    logFactorials.withUnsafeBufferPointer { f in
      let ways = (f[a] - f[k] - f[a - k]) + (f[n - a] - f[b - k] - f[n - a - b + k])
      return exp(ways - (f[n] - f[b] - f[n - b]))
    }
  }

  /// (P(K = k) + P(K = k + 1) + …) / P(K = k).
  private func upwards(from first: Int, _ a: Int, _ b: Int, _ n: Int) -> Double {
    var (sum, ratio, k) = (1.0, 1.0, first)
    while k < min(a, b) {
      ratio *= Double(a - k) * Double(b - k) / (Double(k + 1) * Double(n - a - b + k + 1))
      sum += ratio
      if ratio < sum * 1e-17 { break }
      k += 1
    }
    return sum
  }

  /// (P(K = k) + P(K = k − 1) + …) / P(K = k).
  private func downwards(from first: Int, _ least: Int, _ a: Int, _ b: Int, _ n: Int) -> Double {
    var (sum, ratio, k) = (1.0, 1.0, first)
    while k > least {
      ratio *= Double(k) * Double(n - a - b + k) / (Double(a - k + 1) * Double(b - k + 1))
      sum += ratio
      if ratio < sum * 1e-17 { break }
      k -= 1
    }
    return sum
  }
}
