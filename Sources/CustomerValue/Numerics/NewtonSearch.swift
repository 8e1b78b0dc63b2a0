import Foundation

/// Climbs to the top of a likelihood in the logarithms of positive parameters.
///
/// Newton's method with exact second derivatives, damped where they are not negative definite (Levenberg
/// and Marquardt), steps limited, parameters kept within ±`reach` of 1 on the log scale.
struct NewtonSearch {
  /// How many parameters there are, at most 4.
  let dimensions: Int
  /// The slope per customer at which the top is reached.
  var tolerance = 1e-9
  var maxIterations = 200
  /// How long the step may be that is taken without asking the function again: the errors of the
  /// parameters after it are its square, those of the curvature itself.
  var lastStep = 1e-9
  /// The furthest a parameter may go from 1, as a logarithm: about 10⁻⁷ … 10⁷.
  var reach = 16.0

  struct Result {
    var parameters: SIMD4<Double>
    /// The function per customer there, in the parameters themselves.
    var curvature: Curvature
    var iterations: Int
    /// The greatest slope per customer in the logarithms before the last step, bounds left out.
    var slope: Double
    var converged: Bool
    /// Which parameters ended at a bound.
    var atBound: [Bool]
  }

  /// Climbs from a start.
  ///
  /// - Parameters:
  ///   - start: Positive parameters; unused places 1.
  ///   - function: The mean log-likelihood with its derivatives in the parameters.
  /// - Returns: The highest place reached.
  func climb(
    from start: SIMD4<Double>, _ function: (SIMD4<Double>) -> Curvature
  ) -> Result {
    var here = Stand(logarithms(start), self, function)
    var damping = 0.0
    var iterations = 0
    while iterations < maxIterations {
      iterations += 1
      if here.slope < tolerance { break }
      guard let step = step(here.local, here.frozen, &damping) else { break }
      if damping == 0, isLast(step) { break }
      let place = clamped(here.place + step)
      if place == here.place { break }
      let there = Stand(place, self, function)
      // Half of slope times step is what Newton's step gains. Where that is less than the rounding of
      // the value, a sum of millions of terms, only the slope tells the way up.
      if damping <= 1e-4, (here.local.gradient * step).sum() < 1e-12 * max(1, abs(here.value)) {
        guard there.value.isFinite, there.slope < here.slope else { break }
        here = there
      } else if there.value >= here.value {
        here = there
        damping = damping < 1e-8 ? 0 : damping / 10
      } else {
        damping = max(damping * 10, 1e-4)
        if damping > 1e12 { break }
      }
    }
    return ended(at: here, damping, iterations)
  }

  /// Takes the last step, where there is one: it is so short that the function need not be asked again.
  private func ended(at here: Stand, _ damping: Double, _ iterations: Int) -> Result {
    var result = Result(
      parameters: here.parameters, curvature: here.curvature, iterations: iterations,
      slope: here.slope, converged: here.slope < max(tolerance * 100, 1e-7), atBound: here.frozen)
    var none = 0.0
    guard damping == 0, let step = step(here.local, here.frozen, &none), none == 0,
      isLast(step)
    else { return result }
    result.parameters = exponentials(clamped(here.place + step))
    result.curvature.value += (here.local.gradient * step).sum() / 2
    result.converged = true
    return result
  }

  private func isLast(_ step: SIMD4<Double>) -> Bool {
    (0..<dimensions).allSatisfy { abs(step[$0]) < lastStep }
  }

  /// Where a climb stands.
  private struct Stand {
    /// The logarithms of the parameters, and the parameters.
    let place, parameters: SIMD4<Double>
    /// The function in the parameters, and in their logarithms.
    let curvature, local: Curvature
    let frozen: [Bool]
    let slope: Double

    var value: Double { curvature.value.isFinite ? curvature.value : -.infinity }

    init(
      _ place: SIMD4<Double>, _ search: NewtonSearch, _ function: (SIMD4<Double>) -> Curvature
    ) {
      self.place = place
      parameters = search.exponentials(place)
      curvature = function(parameters)
      local = curvature.inLogarithms(at: parameters)
      frozen = search.frozenPlaces(place, local.gradient)
      slope = search.slope(local.gradient, frozen)
    }
  }

  private func step(
    _ local: Curvature, _ frozen: [Bool], _ damping: inout Double
  ) -> SIMD4<Double>? {
    for _ in 0..<40 {
      var matrix = [[Double]](
        repeating: [Double](repeating: 0, count: dimensions), count: dimensions)
      for i in 0..<dimensions {
        for j in 0..<dimensions where !frozen[i] && !frozen[j] { matrix[i][j] = -local[i, j] }
        matrix[i][i] = frozen[i] ? 1 : matrix[i][i] + damping
      }
      let right = (0..<dimensions).map { frozen[$0] ? 0 : local.gradient[$0] }
      if let solution = SmallMatrix.solve(matrix, right) {
        let longest = solution.map(abs).max() ?? 0
        let scale = longest > 1.5 ? 1.5 / longest : 1
        var step = SIMD4<Double>.zero
        for i in 0..<dimensions { step[i] = solution[i] * scale }
        return step
      }
      damping = max(damping * 10, 1e-4)
    }
    return nil
  }

  private func frozenPlaces(_ place: SIMD4<Double>, _ gradient: SIMD4<Double>) -> [Bool] {
    (0..<dimensions).map {
      (place[$0] >= reach && gradient[$0] > 0) || (place[$0] <= -reach && gradient[$0] < 0)
    }
  }

  private func slope(_ gradient: SIMD4<Double>, _ frozen: [Bool]) -> Double {
    (0..<dimensions).map { frozen[$0] ? 0 : abs(gradient[$0]) }.max() ?? 0
  }

  private func clamped(_ place: SIMD4<Double>) -> SIMD4<Double> {
    place.clamped(
      lowerBound: SIMD4(repeating: -reach), upperBound: SIMD4(repeating: reach))
  }

  private func logarithms(_ p: SIMD4<Double>) -> SIMD4<Double> {
    clamped(SIMD4(log(p[0]), log(p[1]), log(p[2]), log(p[3])))
  }

  private func exponentials(_ p: SIMD4<Double>) -> SIMD4<Double> {
    SIMD4(exp(p[0]), exp(p[1]), exp(p[2]), exp(p[3]))
  }
}
