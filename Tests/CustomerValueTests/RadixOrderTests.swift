import Compute
import Testing

@testable import CustomerValue

@Suite struct `Order by bits` {
  private func numbers(_ count: Int, seed: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { i in
      switch i % 4 {
      case 0: Double(random.below(9)) - 3
      case 1: (random.uniform() - 0.5) * 1e9
      case 2: random.exponential() / 100
      default: [0, -0.0, 1e-300, -1e300, .infinity, 12.5][random.below(6)]
      }
    }
  }

  @Test(arguments: [0, 1, 7, 2_049, 5_000])
  func `is the order by comparisons`(count: Int) {
    let values = numbers(count, seed: UInt64(count))
    #expect(RadixOrder.ascending(values) == values.sorted())
  }

  @Test(arguments: [1, 10, 4_000])
  func `finds what stands at ranks without sorting`(count: Int) {
    let values = numbers(count, seed: 3)
    let sorted = values.sorted()
    let ranks = [0, count / 4, count / 2, count - 1, count / 2]
    #expect(
      RadixOrder.values(at: ranks, of: count) { values[$0] } == ranks.map { sorted[$0] })
  }
}

@Suite struct `Work in parallel` {
  @Test(arguments: [0, 1, 40_000]) func `writes every value in its place`(count: Int) {
    for threads in [1, 2, 3] {
      #expect(
        Parallel(threads: threads).values(count) { $0 * 3 } == (0..<count).map { $0 * 3 })
    }
  }

  @Test func `puts parts of any size one after another`() {
    let sizes = (0..<70_000).map { $0 % 4 }
    for threads in [1, 2] {
      let found: (values: [Int], offsets: [Int]) = Parallel(threads: threads).parts(sizes.count) {
        sizes[$0]
      } fill: { place, put in
        for number in 0..<sizes[place] { put(number, place * 10 + number) }
      }
      #expect(found.values == sizes.indices.flatMap { i in (0..<sizes[i]).map { i * 10 + $0 } })
      #expect(found.offsets.last == found.values.count)
    }
  }

  @Test(arguments: [[], [4], [1, 1, 1], [3, 1, 2, 3, 1]] as [[Int32]])
  func `counts different values`(values: [Int32]) {
    var sorted = values
    #expect(distinctCount(&sorted) == Set(values).count)
  }
}
