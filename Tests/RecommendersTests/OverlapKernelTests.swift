import CKernels
import Compute
import Testing

/// The kernels behind item neighbours and random walks, each against the obvious loop.
@Suite struct `The kernels of overlaps` {
  /// Rows of places × products, as the kernel reads them.
  private struct Places {
    var offsets: [Int64] = [0]
    var columns: [Int32] = []
    var entries: [Float] = []

    init(_ count: Int, products: Int, using generator: inout SeededGenerator) {
      for _ in 0..<count {
        let row = (0..<products).filter { _ in generator.below(3) == 0 }
        columns += row.map(Int32.init)
        entries += row.map { _ in Float(1 + generator.below(4)) }
        offsets.append(Int64(columns.count))
      }
    }
  }

  @Test(arguments: [true, false])
  func `add up what a product has in common with every other`(isUniform: Bool) {
    for seed in 1...10 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let products = 30
      let places = Places(12, products: products, using: &generator)
      let rows: [Int32] = (0..<12).filter { _ in generator.below(2) == 0 }
      let values = rows.map { Float($0) + 0.5 }
      let overlap = AlignedBuffer(repeating: rapport_overlap(), count: products)
      let touched = AlignedBuffer<Int32>(repeating: -1, count: products + 1)
      let count = rapport_overlaps(
        rows, values, rows.count, places.offsets, places.columns,
        isUniform ? nil : places.entries, overlap.pointer, touched.pointer)
      var weights = [Float](repeating: 0, count: products)
      var together = [Int32](repeating: 0, count: products)
      for (row, value) in zip(rows, values) {
        for i in Int(places.offsets[Int(row)])..<Int(places.offsets[Int(row) + 1]) {
          weights[Int(places.columns[i])] += value * (isUniform ? 1 : places.entries[i])
          together[Int(places.columns[i])] += 1
        }
      }
      #expect(overlap.elements.map(\.weight) == weights, "seed \(seed)")
      #expect(overlap.elements.map(\.together) == together, "seed \(seed)")
      let met = (0..<Int32(products)).filter { together[Int($0)] > 0 }
      #expect(touched.elements.prefix(count).sorted() == met, "seed \(seed)")
    }
  }

  /// What a touched product weighs, and who counts.
  private struct Choice {
    var weights: [Float]
    var touched: [Int32]
    var to: [Float]

    /// Weights of very different or of many equal sizes, some not above zero.
    init(_ count: Int, isSpread: Bool, using generator: inout SeededGenerator) {
      weights = (0..<count).map { _ in
        isSpread
          ? Float(generator.uniform() - 0.1) * Float(1 << generator.below(20))
          : Float(generator.below(6)) - 1
      }
      touched = (0..<Int32(count)).shuffled(using: &generator)
      to = (0..<count).map { _ in Float(1 + generator.below(2)) }
    }

    func best(_ limit: Int, without product: Int32) -> [Int32] {
      let total = weights.indices.map { weights[$0] * to[$0] }
      return weights.indices.filter { total[$0] > 0 && $0 != Int(product) }
        .sorted { total[$0] != total[$1] ? total[$0] > total[$1] : $0 < $1 }
        .prefix(limit).map(Int32.init)
    }
  }

  @Test(arguments: [1, 5, 33, 60, 400, 1500], [true, false])
  func `pick the best, ties by position`(count: Int, isSpread: Bool) {
    for seed in 1...20 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let choice = Choice(count, isSpread: isSpread, using: &generator)
      for (limit, product) in [(1, Int32(0)), (10, -1), (100, 0), (count, -1)] {
        let overlap = AlignedBuffer(
          choice.weights.enumerated().map {
            rapport_overlap(weight: $0.element, together: Int32($0.offset) + 1)
          }, padding: rapport_overlap())
        let bits = AlignedBuffer<Int32>(repeating: 0, count: count)
        let keys = AlignedBuffer<UInt64>(repeating: 0, count: 2 * count)
        let positions = AlignedBuffer<Int32>(repeating: -1, count: limit)
        let weights = AlignedBuffer<Float>(repeating: 0, count: limit)
        let together = AlignedBuffer<Int32>(repeating: 0, count: limit)
        let kept = rapport_best_overlaps(
          overlap.pointer, choice.touched, count, product, 3, choice.to, limit, bits.pointer,
          keys.pointer, positions.pointer, weights.pointer, together.pointer)
        let expected = choice.best(limit, without: product)
        #expect(Array(positions.elements.prefix(kept)) == expected, "seed \(seed)")
        #expect(
          weights.elements.prefix(kept)
            .elementsEqual(expected.map { choice.weights[Int($0)] * choice.to[Int($0)] * 3 }))
        #expect(together.elements.prefix(kept).elementsEqual(expected.map { $0 + 1 }))
        #expect(overlap.elements.allSatisfy { $0.weight == 0 && $0.together == 0 })
      }
    }
  }

  @Test(arguments: [0, 1, 31, 32, 33, 64, 65, 500])
  func `put neighbours in the order of their positions`(count: Int) {
    var generator = SeededGenerator(seed: 5)
    let order = (0..<Int32(count)).map { 3 * $0 }.shuffled(using: &generator)
    let positions = AlignedBuffer(order, padding: 0)
    let weights = AlignedBuffer(order.map { Float($0) / 7 }, padding: 0)
    let keys = AlignedBuffer<UInt64>(repeating: 0, count: 2 * count)
    rapport_sort_by_position(positions.pointer, weights.pointer, count, keys.pointer)
    #expect(Array(positions.elements) == order.sorted())
    #expect(Array(weights.elements) == order.sorted().map { Float($0) / 7 })
  }
}
