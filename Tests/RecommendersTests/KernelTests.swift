import CKernels
import Compute
import Testing

/// Each kernel against the obvious loop.
@Suite struct `The kernels of the recommenders` {
  private static func scores(_ count: Int, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    // Many equal values, and zeros among them.
    return (0..<count).map { _ in Float(generator.below(9)) / 4 - 1 }
  }

  @Test(arguments: [0, 1, 31, 32, 33, 100])
  func `find the scores that reach a threshold`(count: Int) {
    for seed in 1...20 as ClosedRange<UInt64> {
      let scores = Self.scores(count, seed: seed)
      for threshold in [-Float.infinity, 0, 0.25, 0.9, 1, 2] {
        let found = AlignedBuffer<Int32>(repeating: -1, count: count + 1)
        let kept = rapport_at_least(scores, count, threshold, 7, found.pointer)
        let expected = scores.indices.filter { scores[$0] >= threshold }.map { Int32($0 + 7) }
        #expect(Array(found.elements.prefix(kept)) == expected, "seed \(seed)")
      }
    }
  }

  @Test(arguments: [1, 5, 17, 60, 400])
  func `pick the best overlaps, ties by position`(count: Int) {
    for seed in 1...20 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let overlap = AlignedBuffer(
        repeating: rapport_overlap(weight: 0, together: 0), count: count)
      for i in 0..<count {
        overlap.pointer[i] = rapport_overlap(
          weight: Float(generator.below(6)) - 1, together: Int32(i))
      }
      let touched = (0..<Int32(count)).shuffled(using: &generator)
      let to = (0..<count).map { _ in Float(1 + generator.below(2)) }
      let weights = (0..<count).map { overlap.pointer[$0].weight * to[$0] }
      for limit in [1, 10, count] {
        let copy = AlignedBuffer(Array(overlap.elements), padding: rapport_overlap())
        let keys = AlignedBuffer<UInt64>(repeating: 0, count: 2 * count)
        let positions = AlignedBuffer<Int32>(repeating: -1, count: limit)
        let found = AlignedBuffer<Float>(repeating: 0, count: limit)
        let together = AlignedBuffer<Int32>(repeating: 0, count: limit)
        let kept = rapport_best_overlaps(
          copy.pointer, touched, count, 0, 3, to, limit, keys.pointer, positions.pointer,
          found.pointer, together.pointer)
        let expected = (1..<count).filter { weights[$0] > 0 }
          .sorted { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1 }
          .prefix(limit).map(Int32.init)
        #expect(Array(positions.elements.prefix(kept)) == expected, "seed \(seed)")
        #expect(Array(found.elements.prefix(kept)) == expected.map { weights[Int($0)] * 3 })
        #expect(Array(together.elements.prefix(kept)) == expected)
        #expect(copy.elements.allSatisfy { $0.weight == 0 && $0.together == 0 })
      }
    }
  }

  @Test func `fill gaps and scatter`() {
    let row = AlignedBuffer(Self.scores(45, seed: 2), padding: 0)
    let before = Array(row.elements)
    let filling = (0..<45).map(Float.init)
    rapport_fill_gaps(row.pointer, filling, 45, 2, -1)
    #expect(
      Array(row.elements)
        == before.indices.map { before[$0] == 0 ? filling[$0] * 2 - 1 : before[$0] })
    let target = AlignedBuffer<Float>(repeating: 1, count: 5)
    rapport_scatter([4, 0, 2], [1, 2, 3], 3, 10, target.pointer)
    #expect(Array(target.elements) == [21, 1, 31, 1, 11])
  }
}
