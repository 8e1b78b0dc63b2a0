import Foundation
import Testing

@testable import CustomerValue

@Suite struct `A search for the top` {
  private let top = SIMD4(0.4, 60.0, 7.0, 1.0)

  /// −3 − Σ (u − log u − 1) with u = parameter / top, whose value is as rough as sums of millions of terms
  /// are: it jitters by `noise`, the slopes do not.
  private func function(_ p: SIMD4<Double>, noise: Double) -> Curvature {
    var result = Curvature(value: -3)
    for i in 0..<3 {
      let u = p[i] / top[i]
      result.value -= u - log(u) - 1
      result.gradient[i] = 1 / p[i] - 1 / top[i]
    }
    result.rows.0[0] = -1 / (p[0] * p[0])
    result.rows.1[1] = -1 / (p[1] * p[1])
    result.rows.2[2] = -1 / (p[2] * p[2])
    let jitter = (p[0].bitPattern &* 0x9E37_79B9_7F4A_7C15 &+ p[1].bitPattern) % 1_000
    result.value += noise * (Double(jitter) / 500 - 1)
    return result
  }

  /// A value that jitters by more than the last steps gain once sent a fit of ten million spends through
  /// 200 rounds of ever shorter steps.
  @Test(arguments: [0, 1e-15, 1e-13, 1e-12])
  func `ends in a few steps, however rough the value is near the top`(noise: Double) {
    for start in [SIMD4(1.0, 1, 1, 1), SIMD4(0.1, 90, 30, 1), SIMD4(0.41, 60.5, 7.1, 1)] {
      var evaluations = 0
      let result = NewtonSearch(dimensions: 3).climb(from: start) {
        evaluations += 1
        return function($0, noise: noise)
      }
      #expect(evaluations <= 10, "noise \(noise) from \(start)")
      #expect(result.converged && result.slope < 1e-9, "noise \(noise) from \(start)")
      for i in 0..<3 { #expect(abs(result.parameters[i] / top[i] - 1) < 1e-9) }
    }
  }

  /// A look at millions of customers saved, and the digits are there.
  @Test func `takes its last step without looking again`() {
    var exact = NewtonSearch(dimensions: 3)
    exact.tolerance = 0
    var (search, evaluations) = (exact, [0, 0])
    search.lastStep = 1e-5
    let start = SIMD4(0.1, 90, 30, 1.0)
    let best = exact.climb(from: start) {
      evaluations[0] += 1
      return function($0, noise: 0)
    }
    let quick = search.climb(from: start) {
      evaluations[1] += 1
      return function($0, noise: 0)
    }
    #expect(evaluations[1] < evaluations[0] && quick.converged)
    for i in 0..<3 { #expect(abs(quick.parameters[i] / best.parameters[i] - 1) < 1e-10) }
    #expect(abs(quick.curvature.value - best.curvature.value) < 1e-15)
  }

  @Test func `says where it was stopped by the edge of what is sensible`() {
    let result = NewtonSearch(dimensions: 1).climb(from: SIMD4(repeating: 1)) {
      Curvature(value: -1 / $0[0], gradient: SIMD4(1 / ($0[0] * $0[0]), 0, 0, 0))
    }
    #expect(result.parameters[0] > 1e3)
    #expect(result.atBound.count == 1)
  }
}
