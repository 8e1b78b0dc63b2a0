import Evaluation
import TestSupport
import Testing

@Suite struct `The distributions of tests` {
  @Test(arguments: [
    // Printed in every statistics table; digits from the definition by high-precision arithmetic.
    (0.975, 1.959963984540054), (0.95, 1.6448536269514722), (0.8, 0.8416212335729143),
    (0.995, 2.5758293035489004), (0.25, -0.6744897501960817),
  ])
  func `give the normal quantiles of the tables`(p: Double, z: Double) {
    #expect(relativeError(NormalDistribution.quantile(p), z) < 1e-13)
  }

  @Test(arguments: [1e-300, 1e-12, 0.001, 0.3, 0.5, 0.77, 0.999])
  func `invert the cumulative normal`(p: Double) {
    let x = NormalDistribution.quantile(p)
    #expect(relativeError(NormalDistribution.cumulative(x), p) < 1e-10)
    #expect(relativeError(NormalDistribution.quantile(1 - p), -x) < 1e-6 || p < 1e-10)
  }

  @Test func `refuse shares that are none`() {
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(1.5).isNaN)
  }

  @Test(arguments: [
    // One degree of freedom is the Cauchy distribution, tan(π(p − ½)); two have 2d / √(2(1 − d²)), d = 2p − 1;
    // the others are those of the tables.
    (0.975, 1.0, 12.706204736174698), (0.975, 2.0, 4.302652729749462),
    (0.975, 10.0, 2.2281388519862735), (0.95, 30.0, 1.6972608865939587),
    (0.025, 10.0, -2.2281388519862735),
  ])
  func `give Student's quantiles of the tables`(p: Double, v: Double, t: Double) {
    #expect(relativeError(StudentDistribution.quantile(p, degreesOfFreedom: v), t) < 1e-11)
  }

  @Test func `approach the normal with many degrees of freedom`() {
    let t = StudentDistribution.quantile(0.975, degreesOfFreedom: 1e9)
    #expect(relativeError(t, NormalDistribution.quantile(0.975)) < 1e-8)
    let large = StudentDistribution.quantile(0.975, degreesOfFreedom: 1e6)
    #expect(relativeError(large, NormalDistribution.quantile(0.975)) < 1e-5)
  }

  @Test(arguments: [(1, 3.841458820694124), (2, 5.991464547107979), (10, 18.307038053275146)])
  func `give five per cent at the chi-squared of the tables`(freedom: Int, x: Double) {
    let tail = ChiSquaredDistribution.upperTail(x, degreesOfFreedom: freedom)
    #expect(relativeError(tail, 0.05) < 1e-12)
  }

  @Test(arguments: [0.01, 0.7, 3, 40, 300])
  func `agree where one is the square of the other`(x: Double) {
    // The square of a normal number has one degree of freedom; two have the exponential tail exp(−x/2).
    let one = ChiSquaredDistribution.upperTail(x * x, degreesOfFreedom: 1)
    if x < 35 { #expect(relativeError(one, 2 * NormalDistribution.upperTail(x)) < 1e-11) }
    let two = ChiSquaredDistribution.upperTail(x, degreesOfFreedom: 2)
    #expect(relativeError(two, Double.exponential(-x / 2)) < 1e-12)
  }

  @Test func `mirror the incomplete beta`() {
    for (x, a, b) in [(0.3, 2.0, 5.0), (0.9, 0.5, 0.5), (0.01, 40.0, 1.5)] {
      let sum = IncompleteFunctions.beta(x, a, b) + IncompleteFunctions.beta(1 - x, b, a)
      #expect(relativeError(sum, 1) < 1e-13)
    }
    // I(x; 1, b) = 1 − (1 − x)^b and I(x; 2, 2) = 3x² − 2x³.
    #expect(relativeError(IncompleteFunctions.beta(0.2, 2, 2), 3 * 0.04 - 2 * 0.008) < 1e-13)
    #expect(relativeError(IncompleteFunctions.beta(0.25, 1, 2), 1 - 0.75 * 0.75) < 1e-13)
  }
}

extension Double {
  /// eˣ by its series on a halved argument: a twin that shares nothing with the library.
  fileprivate static func exponential(_ x: Double) -> Double {
    guard abs(x) < 0.5 else {
      let half = exponential(x / 2)
      return half * half
    }
    var (term, sum) = (1.0, 1.0)
    for n in 1..<30 {
      term *= x / Double(n)
      sum += term
    }
    return sum
  }
}
