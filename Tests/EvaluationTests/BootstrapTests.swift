import Compute
import Evaluation
import Testing

@Suite struct `A bootstrap over customers` {
  private let values: [Double] = (0..<200).map { Double($0 % 10) }

  @Test func `repeats with its seed on any number of threads`() {
    let one = Bootstrap(seed: 7).mean(of: values)
    #expect(one == Bootstrap(seed: 7, threads: 2).mean(of: values))
    #expect(one != Bootstrap(seed: 8).mean(of: values))
  }

  @Test func `is as wide as the standard error says`() {
    let estimate = Bootstrap(seed: 1, resamples: 2000).mean(of: values)
    let half = SampleSummary(values).interval().high - 4.5
    #expect(estimate.value == 4.5)
    #expect(abs((estimate.high - estimate.low) / (2 * half) - 1) < 0.1)
  }

  @Test func `leaves out customers without a value`() {
    let gappy = values.map { $0 < 5 ? .nan : $0 }
    let estimates = Bootstrap(seed: 3).means(of: [gappy, values])
    #expect(estimates[0].value == 7)
    #expect(estimates[0].low > 6.5 && estimates[0].high < 7.5)
    #expect(estimates[1].value == 4.5)
    #expect(Bootstrap(seed: 3).mean(of: [.nan, .nan]).value.isNaN)
    #expect(Bootstrap(seed: 3).mean(of: []).value.isNaN)
  }

  @Test func `sees a small steady difference that unpaired intervals hide`() {
    let better = values.enumerated().map { $1 + ($0 % 3 == 0 ? 0.3 : 0.1) }
    let (a, b) = (Bootstrap(seed: 5).mean(of: better), Bootstrap(seed: 5).mean(of: values))
    #expect(a.low < b.high)
    let comparison = Bootstrap(seed: 5).comparison(of: better, with: values)
    #expect(comparison.difference.low > 0)
    #expect(comparison.pValue < 0.01)
  }

  @Test func `does not see a difference where there is none`() {
    let same = Bootstrap(seed: 5).comparison(of: values, with: values)
    #expect(same.difference == Estimate(exactly: 0) && same.pValue == 1)
    let other = Bootstrap(seed: 5).difference(of: values, and: values)
    #expect(other.difference.contains(0) && other.pValue > 0.5)
  }

  @Test func `covers the truth about as often as it promises`() {
    var covered = 0
    for trial in 0..<100 {
      var generator = SeededGenerator(seed: 11, stream: UInt64(trial))
      let sample = (0..<60).map { _ in generator.exponential() }
      let estimate = Bootstrap(seed: 2, resamples: 200).mean(of: sample)
      if estimate.contains(1) { covered += 1 }
    }
    #expect((85...99).contains(covered), "covered \(covered) of 100, seed 11")
  }
}
