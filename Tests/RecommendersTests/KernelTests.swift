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

  @Test(arguments: [1, 3, 16, 64, 70], [0, 1, 4, 11])
  func `multiply a vector with rows`(width: Int, count: Int) {
    var generator = SeededGenerator(seed: 4)
    let x = (0..<width).map { _ in Float(generator.uniform() - 0.5) }
    let rows = (0..<width * count).map { _ in Float(generator.uniform() - 0.5) }
    let found = AlignedBuffer<Float>(repeating: 7, count: count + 1)
    rapport_dots(x, rows, width, count, found.pointer)
    for i in 0..<count {
      let expected = (0..<width).reduce(0.0) { $0 + Double(x[$1]) * Double(rows[i * width + $1]) }
      #expect(abs(Double(found.pointer[i]) - expected) < 1e-5)
      let alone = Double(rapport_dot(x, Array(rows[i * width..<(i + 1) * width]), width))
      #expect(abs(alone - expected) < 1e-5)
    }
    #expect(found.pointer[count] == 7)
  }

  @Test(arguments: [(1, 3), (4, 1), (21, 7), (64, 5), (52, 0)])
  func `add rows by their weights`(_ width: Int, _ count: Int) {
    var generator = SeededGenerator(seed: UInt64(width * 100 + count))
    let weights = (0..<count).map { _ in Float(generator.uniform() - 0.5) }
    let rows = (0..<width * count).map { _ in Float(generator.uniform() - 0.5) }
    let sums = AlignedBuffer<Float>(repeating: 2, count: width + 1)
    rapport_add_rows(weights, rows, width, count, sums.pointer)
    for k in 0..<width {
      let expected = (0..<count).reduce(2.0) { $0 + Double(weights[$1] * rows[$1 * width + k]) }
      #expect(abs(Double(sums.pointer[k]) - expected) < 1e-5)
    }
    #expect(sums.pointer[width] == 2)
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
