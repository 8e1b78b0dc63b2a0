import Evaluation
import TestSupport
import Testing

@Suite struct `A proportion` {
  @Test func `has Wilson's interval`() {
    // 10 of 50 at z² = 3.841459: centre (0.2 + z²/100) / (1 + z²/50), half width as in the formula.
    let z2 = 3.841458820694124
    let scale = 1 + z2 / 50
    let centre = (0.2 + z2 / 100) / scale
    let half = (z2 * (0.2 * 0.8 / 50 + z2 / 10_000)).squareRoot() / scale
    let interval = Proportion(successes: 10, trials: 50).interval()
    #expect(interval.value == 0.2)
    #expect(relativeError(interval.low, centre - half) < 1e-12)
    #expect(relativeError(interval.high, centre + half) < 1e-12)
  }

  @Test func `stays within zero and one`() {
    let none = Proportion(successes: 0, trials: 20).interval()
    #expect(none.low == 0 && none.high > 0.1 && none.high < 0.2)
    let all = Proportion(successes: 20, trials: 20).interval()
    #expect(all.high == 1 && all.low > 0.8 && all.low < 0.9)
  }

  @Test func `without trials knows nothing`() {
    #expect(Proportion(successes: 0, trials: 0).interval() == Estimate(value: 0, low: 0, high: 1))
  }
}

@Suite struct `A comparison of two groups` {
  @Test func `of shares has Newcombe's interval`() {
    // Newcombe 1998, table II, row (a) 56/70 − 48/80: 0.2, 0.0524 … 0.3339 by method 10.
    let comparison = Comparison(
      Proportion(successes: 56, trials: 70), Proportion(successes: 48, trials: 80))
    #expect((comparison.difference.value - 0.2).magnitude < 1e-12)
    #expect((comparison.difference.low - 0.0524).magnitude < 5e-5)
    #expect((comparison.difference.high - 0.3339).magnitude < 5e-5)
    #expect(comparison.pValue < 0.01)
  }

  @Test func `of equal shares surprises nobody`() {
    let half = Proportion(successes: 5, trials: 10)
    let comparison = Comparison(half, half)
    #expect(comparison.difference.value == 0)
    #expect(comparison.difference.contains(0))
    #expect(comparison.pValue > 0.999)
  }

  @Test func `of nobody is unknown`() {
    let none = Proportion(successes: 0, trials: 0)
    let comparison = Comparison(none, none)
    #expect(comparison.difference == Estimate(value: 0, low: -1, high: 1))
    #expect(comparison.pValue == 1)
  }

  @Test func `of means is Welch's`() {
    // Means 3 and 5, variances 2.5 and 10, n = 5 each: error √2.5, 12.5² … degrees of freedom
    // (0.5 + 2)² / (0.5²/4 + 2²/4) = 6.25 / 1.0625.
    let a = SampleSummary([1, 2, 3, 4, 5])
    let b = SampleSummary([1, 3, 5, 7, 9])
    #expect(a.variance == 2.5 && b.variance == 10)
    let comparison = Comparison(a, b)
    let t = StudentDistribution.quantile(0.975, degreesOfFreedom: 6.25 / 1.0625)
    #expect(relativeError(comparison.difference.high, -2 + t * 2.5.squareRoot()) < 1e-12)
    #expect(relativeError(comparison.difference.low, -2 - t * 2.5.squareRoot()) < 1e-12)
  }

  @Test func `of means of single values is unbounded`() {
    let comparison = Comparison(SampleSummary([4]), SampleSummary([1, 2]))
    #expect(comparison.difference.value == 2.5)
    #expect(comparison.difference.low == -.infinity && comparison.pValue == 1)
  }
}
