import CKernels
import Compute

/// Finds the best eligible products in a row of scores with few looks at the others.
///
/// Scores are compared with the last place's many at a time; policies are asked only of those that would
/// enter the list, so they cost nothing for the rest.
struct ScoreScan {
  private let gate: ProductGate
  private var best: TopSelection
  private let found: AlignedBuffer<Int32>

  /// How many scores are compared with one threshold: few at first, while it rises quickly.
  private static let firstStretch = 64
  private static let longestStretch = 2048

  init(gate: ProductGate, count: Int) {
    self.gate = gate
    best = TopSelection(limit: count)
    found = AlignedBuffer(repeating: 0, count: Self.longestStretch)
  }

  /// The best of a row, ties by position, without some products (ascending).
  mutating func best(
    of row: UnsafeBufferPointer<Float>, without away: [Int32]
  ) -> [TopSelection.Element] {
    best.removeAll()
    var start = 0
    var stretch = Self.firstStretch
    while start < row.count, let base = row.baseAddress {
      let length = min(stretch, row.count - start)
      let count = rapport_at_least(
        base + start, length, best.threshold, Int32(start), found.pointer)
      for i in 0..<count {
        let product = found.pointer[i]
        let score = row[Int(product)]
        guard score >= best.threshold, gate.isOpen[Int(product)], !Self.contains(product, in: away)
        else { continue }
        best.insert(product, score: score)
      }
      start += length
      stretch = min(2 * stretch, Self.longestStretch)
    }
    return best.ranked()
  }

  /// Whether an ascending list has a product.
  static func contains(_ product: Int32, in sorted: [Int32]) -> Bool {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < product { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == product
  }
}
