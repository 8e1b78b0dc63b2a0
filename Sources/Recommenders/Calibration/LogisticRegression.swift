import Foundation

/// A small logistic regression with a ridge penalty, fitted by Newton's method.
///
/// log(p / (1 − p)) = β₀ + Σ βⱼ·(xⱼ − μⱼ)/σⱼ; the fit maximises the log-likelihood less ½·λ·Σ βⱼ² (the
/// intercept β₀ is free). The penalised likelihood is strictly concave, so there is one answer; steps are
/// halved until they climb, sums run in the order of the rows.
struct LogisticRegression: Sendable, Equatable {
  /// β₀, then one coefficient a feature, per standard deviation of the feature.
  var coefficients: [Float]
  /// Means μ of the features.
  var means: [Float]
  /// Standard deviations σ of the features; 1 where a feature never varies.
  var deviations: [Float]

  /// Fits by Newton's method; deterministic.
  ///
  /// - Complexity: O(rows · features²) a step, usually under ten steps.
  init(rows: [[Double]], outcomes: [Bool], ridge: Double) {
    let count = rows.first?.count ?? 0
    (means, deviations) = Self.scales(rows, count: count)
    let (means, deviations) = (means, deviations)
    let design = rows.map { Self.standardised($0, means, deviations) }
    var beta = [Double](repeating: 0, count: count + 1)
    let share = (Double(outcomes.count(where: { $0 })) + 0.5) / (Double(rows.count) + 1)
    beta[0] = log(share / (1 - share))
    var height = Self.height(design, outcomes, beta, ridge)
    for _ in 0..<100 {
      let (gradient, curvature) = Self.derivatives(design, outcomes, beta, ridge)
      let step = Self.solved(curvature, gradient)
      var (scale, next) = (1.0, beta)
      var climbed = -Double.infinity
      repeat {
        next = zip(beta, step).map { $0 + scale * $1 }
        climbed = Self.height(design, outcomes, next, ridge)
        scale /= 2
      } while climbed < height && scale > 1e-9
      guard climbed > height else { break }
      let gain = climbed - height
      (beta, height) = (next, climbed)
      if gain < 1e-12 * max(1, height.magnitude) { break }
    }
    coefficients = beta.map { Float($0) }
  }

  init(coefficients: [Float], means: [Float], deviations: [Float]) {
    self.coefficients = coefficients
    self.means = means
    self.deviations = deviations
  }

  /// The probability at some features, strictly between 0 and 1.
  func probability(_ features: [Double]) -> Double {
    let x = Self.standardised(features, means, deviations)
    var logit = Double(coefficients[0])
    for (j, value) in x.enumerated() { logit += Double(coefficients[j + 1]) * value }
    return Self.logistic(logit)
  }

  static func logistic(_ x: Double) -> Double {
    let bounded = min(max(x, -30), 30)
    return 1 / (1 + exp(-bounded))
  }

  private static func standardised(
    _ row: [Double], _ means: [Float], _ deviations: [Float]
  ) -> [Double] {
    row.indices.map { (row[$0] - Double(means[$0])) / Double(deviations[$0]) }
  }

  private static func scales(_ rows: [[Double]], count: Int) -> ([Float], [Float]) {
    let n = Double(max(1, rows.count))
    let means = (0..<count).map { j in rows.reduce(0) { $0 + $1[j] } / n }
    let deviations = (0..<count).map { j in
      (rows.reduce(0) { $0 + ($1[j] - means[j]) * ($1[j] - means[j]) } / n).squareRoot()
    }
    return (means.map { Float($0) }, deviations.map { $0 > 1e-9 ? Float($0) : 1 })
  }

  private static func height(
    _ design: [[Double]], _ outcomes: [Bool], _ beta: [Double], _ ridge: Double
  ) -> Double {
    var sum = 0.0
    for (row, bought) in zip(design, outcomes) {
      var logit = beta[0]
      for (j, x) in row.enumerated() { logit += beta[j + 1] * x }
      sum += bought ? -log1p(exp(-logit)) : -log1p(exp(logit))
    }
    return sum - 0.5 * ridge * beta.dropFirst().reduce(0) { $0 + $1 * $1 }
  }

  private static func derivatives(
    _ design: [[Double]], _ outcomes: [Bool], _ beta: [Double], _ ridge: Double
  ) -> (gradient: [Double], curvature: [[Double]]) {
    let size = beta.count
    var gradient = beta.enumerated().map { $0.offset == 0 ? 0 : -ridge * $0.element }
    var curvature = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    for j in 0..<size { curvature[j][j] = j == 0 ? 1e-9 : ridge }
    for (row, bought) in zip(design, outcomes) {
      let x = [1] + row
      var logit = 0.0
      for j in 0..<size { logit += beta[j] * x[j] }
      let p = logistic(logit)
      let error = (bought ? 1 : 0) - p
      let weight = p * (1 - p)
      for j in 0..<size {
        gradient[j] += error * x[j]
        for k in 0...j { curvature[j][k] += weight * x[j] * x[k] }
      }
    }
    return (gradient, curvature)
  }

  /// Solves A·x = b for a positive definite A of which the lower triangle is given (Cholesky).
  private static func solved(_ a: [[Double]], _ b: [Double]) -> [Double] {
    var (l, x) = (a, b)
    for j in b.indices {
      for k in 0..<j { l[j][j] -= l[j][k] * l[j][k] }
      l[j][j] = max(l[j][j], 1e-12).squareRoot()
      for i in (j + 1)..<max(j + 1, b.count) {
        for k in 0..<j { l[i][j] -= l[i][k] * l[j][k] }
        l[i][j] /= l[j][j]
      }
    }
    for i in b.indices {
      for k in 0..<i { x[i] -= l[i][k] * x[k] }
      x[i] /= l[i][i]
    }
    for i in b.indices.reversed() {
      for k in (i + 1)..<max(i + 1, b.count) { x[i] -= l[k][i] * x[k] }
      x[i] /= l[i][i]
    }
    return x
  }
}
