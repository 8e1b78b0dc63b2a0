import CKernels
import Compute
import Synchronization

/// Finds the strongest weights of every product exactly, by adding up its overlap with all others.
struct OverlapSearch: Sendable {
  private let steps: TwoSteps
  private let products: Int
  private let limit: Int
  private let includesSelf: Bool
  private let keepsTogether: Bool
  private let offsets: [Int64]

  /// Products whose best are found in one piece of work.
  private static let chunk = 64

  /// - Parameters:
  ///   - steps: What leads from product to product.
  ///   - limit: How many weights of a product are kept.
  ///   - includesSelf: Whether a product can be among its own best.
  ///   - keepsTogether: Whether it is wanted how many places lie in between.
  init(_ steps: TwoSteps, limit: Int, includesSelf: Bool, keepsTogether: Bool) {
    self.steps = steps
    self.limit = limit
    self.includesSelf = includesSelf
    self.keepsTogether = keepsTogether
    products = steps.forth.columns
    offsets = steps.forth.offsets.map(Int64.init)
  }

  /// The best of all products; they do not depend on the number of threads.
  ///
  /// - Complexity: O(Σᵤ bᵤ·fᵤ) for places with bᵤ and fᵤ entries.
  func run(_ parallel: Parallel, progress: @Sendable (Double) -> Void) -> StrongestOverlaps {
    let scratch = (0..<parallel.threads).map { _ in Scratch(products: products) }
    let pieces = (products + Self.chunk - 1) / Self.chunk
    let found = Mutex<[StrongestOverlaps?]>(Array(repeating: nil, count: pieces))
    parallel.forEachChunk(of: products, chunk: Self.chunk) { worker, piece in
      let best = best(of: piece, scratch[worker])
      found.withLock { $0[piece.lowerBound / Self.chunk] = best }
      progress(Double(piece.upperBound) / Double(products))
    }
    return StrongestOverlaps(joining: found.withLock { $0.compactMap(\.self) })
  }

  private func best(of piece: Range<Int>, _ scratch: Scratch) -> StrongestOverlaps {
    let room = piece.count * min(limit, products)
    let all = StrongestOverlaps(
      products: piece.count, room: room, keepsTogether: keepsTogether)
    for (row, product) in piece.enumerated() {
      let place = Int(all.offsets.pointer[row])
      let touched = addUp(product, scratch)
      let kept = rapport_best_overlaps(
        scratch.overlap.pointer, scratch.touched.pointer, touched,
        includesSelf ? -1 : Int32(product), steps.from[product], steps.to, limit,
        scratch.bits.pointer, scratch.keys.pointer, all.positions.pointer + place,
        all.weights.pointer + place,
        keepsTogether ? all.together.pointer + place : nil)
      all.offsets.pointer[row + 1] = Int32(place + kept)
    }
    return StrongestOverlaps(joining: [all])
  }

  /// Fills the overlaps of a product and returns how many others it touches.
  private func addUp(_ product: Int, _ scratch: Scratch) -> Int {
    let own = steps.back.entries(ofRow: product)
    return steps.back.indices.withUnsafeBufferPointer { rows in
      steps.back.values.withUnsafeBufferPointer { values in
        steps.forth.indices.withUnsafeBufferPointer { columns in
          steps.forth.values.withUnsafeBufferPointer { entries in
            guard let rows = rows.baseAddress, let values = values.baseAddress else { return 0 }
            return rapport_overlaps(
              rows + own.lowerBound, values + own.lowerBound, own.count, offsets,
              columns.baseAddress, steps.isUniform ? nil : entries.baseAddress,
              scratch.overlap.pointer, scratch.touched.pointer)
          }
        }
      }
    }
  }

  /// Memory that one worker uses again for every product.
  private struct Scratch: Sendable {
    let overlap: AlignedBuffer<rapport_overlap>
    let touched: AlignedBuffer<Int32>
    let bits: AlignedBuffer<Int32>
    let keys: AlignedBuffer<UInt64>

    init(products: Int) {
      overlap = AlignedBuffer(repeating: rapport_overlap(weight: 0, together: 0), count: products)
      // One more than there can be: the kernel writes before it knows whether to keep.
      touched = AlignedBuffer(unfilled: products + 1)
      bits = AlignedBuffer(unfilled: products)
      keys = AlignedBuffer(unfilled: 2 * products)
    }
  }
}
