import Compute

/// Estimates how sure a mean over customers is, by drawing the customers again and again.
///
/// Resample r of a seed is the same whatever is measured, so two models measured on the same customers are
/// compared pair by pair, and the number of threads changes nothing. Percentile intervals (Efron 1979).
public struct Bootstrap: Sendable {
  /// The seed of the draws.
  public let seed: UInt64
  /// How many times the customers are drawn again.
  public let resamples: Int
  /// The share of resamples that the interval covers.
  public let confidence: Double
  /// How many threads to use.
  public let threads: Int

  /// Draws 1,000 times for 95 % intervals unless told otherwise.
  public init(
    seed: UInt64, resamples: Int = 1000, confidence: Double = 0.95, threads: Int = 1
  ) {
    self.seed = seed
    self.resamples = max(1, resamples)
    self.confidence = confidence
    self.threads = max(1, threads)
  }

  /// The means of several numbers per customer, each with its interval.
  ///
  /// All columns have one length, a value a customer. A value that is not a number (a customer the measure
  /// does not apply to) is left out of its column's mean; a column without any value gives not a number.
  ///
  /// - Complexity: O(resamples × customers × columns).
  public func means(of columns: [[Double]]) -> [Estimate] {
    let resampled = resampledMeans(of: columns)
    return columns.indices.map { column in
      interval(
        value: Self.mean(columns[column]),
        resampled: resampled.map { $0[column] }.filter { !$0.isNaN })
    }
  }

  /// The mean of one number per customer.
  public func mean(of values: [Double]) -> Estimate {
    means(of: [values]).first ?? Estimate(exactly: .nan)
  }

  /// Compares two models on the same customers: the mean difference, its interval and its p-value.
  ///
  /// Customers without a value on either side are left out. The p-value is twice the smaller share of
  /// resamples on either side of zero, and at least 1 / (resamples + 1).
  public func comparison(of a: [Double], with b: [Double]) -> Comparison {
    precondition(a.count == b.count, "A paired comparison needs the same customers on both sides.")
    let differences = zip(a, b).map { $0 - $1 }
    let resampled = resampledMeans(of: [differences]).map { $0[0] }.filter { !$0.isNaN }
    return comparison(value: Self.mean(differences), resampled: resampled)
  }

  /// Compares the means of two independent groups, as in revenue per head of treated and control.
  ///
  /// Each group is drawn again by itself. Holds for skewed money where Welch's t is only approximate.
  public func difference(of a: [Double], and b: [Double]) -> Comparison {
    let first = resampledMeans(of: [a]).map { $0[0] }
    let second = Bootstrap(
      seed: seed ^ 0x9E37_79B9_7F4A_7C15, resamples: resamples, confidence: confidence,
      threads: threads
    ).resampledMeans(of: [b]).map { $0[0] }
    return comparison(
      value: Self.mean(a) - Self.mean(b),
      resampled: zip(first, second).map { $0 - $1 }.filter { !$0.isNaN })
  }

  private func comparison(value: Double, resampled: [Double]) -> Comparison {
    guard !resampled.isEmpty else {
      return Comparison(difference: Estimate(exactly: value), pValue: 1)
    }
    let below = resampled.filter { $0 <= 0 }.count
    let above = resampled.filter { $0 >= 0 }.count
    let share = Double(min(below, above)) / Double(resampled.count)
    return Comparison(
      difference: interval(value: value, resampled: resampled),
      pValue: min(1, max(2 * share, 1 / Double(resampled.count + 1))))
  }

  /// The percentile interval around a value.
  private func interval(value: Double, resampled: [Double]) -> Estimate {
    guard !resampled.isEmpty else { return Estimate(exactly: value) }
    let sorted = resampled.sorted()
    func quantile(_ p: Double) -> Double {
      let place = p * Double(sorted.count - 1)
      let (i, rest) = (Int(place), place - place.rounded(.down))
      return i + 1 < sorted.count ? sorted[i] + rest * (sorted[i + 1] - sorted[i]) : sorted[i]
    }
    return Estimate(
      value: value, low: quantile((1 - confidence) / 2), high: quantile((1 + confidence) / 2))
  }

  static func mean(_ values: [Double]) -> Double {
    let kept = values.lazy.filter { !$0.isNaN }
    let count = kept.count
    return count > 0 ? kept.reduce(0, +) / Double(count) : .nan
  }
}
