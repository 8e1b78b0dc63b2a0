import Testing

@testable import RapportCommand

@Suite struct `Scores of a list` {
  @Test func `have as many decimals as tell them apart`() {
    func written(_ scores: [Float]) -> [String] { scores.map(Figure.scores(scores)) }
    #expect(written([2193, 12]) == ["2,193", "12"])
    #expect(written([1.5, -0.25]) == ["1.500", "-0.250"])
    #expect(written([0.00712, 0.0065]) == ["0.00712", "0.00650"])
    #expect(written([0]) == ["0.000"])
    #expect(written([]) == [])
  }
}
