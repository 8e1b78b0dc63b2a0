import BasketAnalysis
import Testing

@Suite struct `A support threshold` {
  @Test(arguments: [
    ("0.01", 22_064, 221), ("0.006", 9_835, 60), ("0.001", 9_835, 10), ("0.01", 22_100, 221),
    ("0.07", 100, 7), ("0.29", 100, 29), ("1", 5, 5), ("0", 5, 1), ("1%", 22_100, 221),
    (".5", 3, 2), ("0.57", 100, 57), ("0.000000000000001", 1_000_000, 1),
  ]) func `is the ceiling of the decimal that was typed`(text: String, baskets: Int, count: Int)
    throws
  {
    let share = try #require(ExactShare(text))
    #expect(SupportThreshold.share(share).minimumCount(inBaskets: baskets) == count)
  }

  @Test(arguments: ["", ".", "1.5", "-0.1", "1e-3", "0,5", "x", "101%", "0.0000000000000001"])
  func `refuses what is no share`(text: String) { #expect(ExactShare(text) == nil) }

  @Test func `takes a floating-point number as the decimal it prints`() {
    #expect(ExactShare(0.01) == ExactShare("0.01"))
    #expect(ExactShare(0.29).ceiling(of: 100) == 29)
    #expect(ExactShare(1e-5).ceiling(of: 100_000) == 1)
  }

  @Test func `may be a count`() {
    #expect(SupportThreshold.count(9).minimumCount(inBaskets: 3) == 9)
    #expect(SupportThreshold.count(-1).minimumCount(inBaskets: 3) == 1)
  }
}
