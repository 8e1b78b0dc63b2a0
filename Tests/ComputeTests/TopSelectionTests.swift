import Compute
import Testing

@Suite struct `A top selection` {
  @Test(arguments: 0..<50) func `equals sorting everything`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let scores = (0..<random.below(60)).map { _ in Float(random.below(10)) }
    let limit = random.below(12)
    var selection = TopSelection(limit: limit)
    for (i, score) in scores.enumerated() { selection.insert(Int32(i), score: score) }
    let expected = scores.indices.sorted {
      scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1
    }.prefix(limit)
    #expect(selection.ranked().map { Int($0.position) } == Array(expected), "seed \(seed)")
  }

  @Test func `never keeps what is no number`() {
    var selection = TopSelection(limit: 3)
    for (i, score) in [Float.nan, .infinity, 1, -.infinity].enumerated() {
      selection.insert(Int32(i), score: score)
    }
    #expect(selection.ranked() == [.init(position: 2, score: 1)])
  }

  @Test func `tells the score that is needed to enter`() {
    var selection = TopSelection(limit: 2)
    #expect(selection.threshold == -.infinity)
    selection.insert(0, score: 1)
    selection.insert(1, score: 3)
    #expect(selection.threshold == 1)
    selection.removeAll()
    #expect(selection.threshold == -.infinity)
  }
}
