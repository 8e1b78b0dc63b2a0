import Evaluation
import TestSupport
import Testing

@Suite struct `The power of an experiment` {
  // (z + z)² (p₁q₁ + p₀q₀) / δ² at 80 % and 5 %, by arithmetic.
  @Test(arguments: [(0.02, 0.025, 13_807), (0.02, 0.022, 80_679), (0.01, 0.011, 163_092)])
  func `asks for these sizes`(base: Double, treated: Double, size: Int) {
    let sizes = Power().sampleSizes(base: base, treated: treated)
    #expect(sizes.treated == size && sizes.control == size)
  }

  @Test func `asks for a smaller control where nine in ten are treated`() {
    let sizes = Power().sampleSizes(base: 0.02, treated: 0.025, ratio: 9)
    #expect((sizes.treated - 63_035).magnitude <= 9)
    #expect(sizes.control == 7004)
  }

  @Test func `detects what its sizes were made for`() {
    let sizes = Power().sampleSizes(base: 0.02, treated: 0.025, ratio: 9)
    let rise = Power().detectableRise(
      base: 0.02, treated: sizes.treated, control: sizes.control)
    #expect(relativeError(rise, 0.005) < 1e-3)
    #expect(rise <= 0.005)
  }

  @Test func `says where nothing can be detected`() {
    #expect(Power().detectableRise(base: 0.02, treated: 0, control: 10) == .infinity)
    #expect(Power().detectableRise(base: 0.5, treated: 2, control: 2) == .infinity)
    #expect(Power().detectableDifference(deviation: 3, treated: 5, control: 0) == .infinity)
    #expect(Power().sampleSizes(base: 0.1, treated: 0.1).control == .max)
  }

  @Test func `detects differences of means`() {
    let difference = Power().detectableDifference(deviation: 10, treated: 100, control: 100)
    #expect(relativeError(difference, 2.801585218 * 10 * 0.02.squareRoot()) < 1e-8)
  }
}

@Suite struct `A sample ratio test` {
  @Test func `is the chi-squared of the arms`() {
    // Expected 900 and 100: 20²/900 + 20²/100.
    let test = SampleRatioTest(observed: [880, 120], shares: [0.9, 0.1])
    #expect(relativeError(test.statistic, 400.0 / 900 + 400.0 / 100) < 1e-12)
    #expect(test.pValue > 0.03 && test.pValue < 0.04)
  }

  @Test func `passes what was planned and catches what was lost`() {
    #expect(SampleRatioTest(observed: [900, 100], shares: [9, 1]).pValue == 1)
    #expect(SampleRatioTest(observed: [700, 100], shares: [0.9, 0.1]).pValue < 0.05)
    #expect(SampleRatioTest(observed: [50, 1], shares: [1, 0]).pValue == 0)
    #expect(SampleRatioTest(observed: [0, 0], shares: [0.5, 0.5]).pValue == 1)
  }
}
