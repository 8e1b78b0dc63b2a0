/// What makes features comparable: 1 / standard deviation of each, among new products and among repeats apart.
///
/// A regression that holds all weights near zero with one strength must first give all features one unit, or the
/// strength would mean little to large features and all to small ones; a search by gradients wants the same. So
/// weights are learned as if every feature had a standard deviation of 1, and are turned back afterwards: a feature
/// multiplied by anything gets a weight divided by it, and no list changes.
struct FeatureScales {
  /// A feature that spreads by less than this share of its root mean square is a constant.
  ///
  /// It is a share because rounding is one. The variance of a constant of ln 0.001 in 240,000 rows, as the mean of
  /// squares less the square of the mean, is a 10⁻¹⁰ of nothing but rounding; scaled up to a spread of 1 it becomes a
  /// feature of −590,000 in which every search comes to a halt. Real spreads below a ten-thousandth would reach scores
  /// with three digits, as they are single-precision numbers.
  static let leastSpread = 1e-4

  /// The scale of each feature among new products, then among repeats; zero for constants, which tell nothing.
  ///
  /// - Complexity: O(candidates · features).
  static func of(_ lists: [ListwiseRegression.List], features: Int) -> [Float] {
    let counts = [0, 1].map { group in
      lists.reduce(0.0) { $0 + Double($1.isRepeat.count { $0 == (group == 1) }) }
    }
    func mean(_ value: (_ x: Double, _ place: Int) -> Double) -> [Double] {
      let sums = sums(of: lists, features: features, value)
      return sums.indices.map { sums[$0] / max(1, counts[$0 / features]) }
    }
    let means = mean { x, _ in x }
    let variances = mean { x, place in (x - means[place]) * (x - means[place]) }
    return zip(means, variances).map { mean, variance in
      let squares = variance + mean * mean
      guard variance > leastSpread * leastSpread * squares else { return 0 }
      let scale = Float(1 / variance.squareRoot())
      return scale.isFinite ? scale : 0
    }
  }

  /// The sum of a value of each feature, among new products and among repeats.
  private static func sums(
    of lists: [ListwiseRegression.List], features: Int,
    _ value: (_ x: Double, _ place: Int) -> Double
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: 2 * features)
    for list in lists {
      for (row, isRepeat) in list.isRepeat.enumerated() {
        for k in 0..<features {
          let place = isRepeat ? features + k : k
          sums[place] += value(Double(list.features[row * features + k]), place)
        }
      }
    }
    return sums
  }
}
