import CKernels
import Compute

extension ProductGraph {
  /// The strongest arrows of each product by two steps; a product may lead to itself.
  init(
    _ steps: TwoSteps, neighbours: Int, parallel: Parallel,
    progress: @Sendable (Double) -> Void = { _ in }
  ) {
    let best = OverlapSearch(steps, limit: neighbours, includesSelf: true, keepsTogether: false)
      .run(parallel, progress: progress)
    parallel.forEachChunk(of: best.products, chunk: 256) { _, piece in
      let keys = AlignedBuffer<UInt64>(unfilled: 2 * min(neighbours, best.products))
      for product in piece {
        let start = Int(best.offsets.pointer[product])
        rapport_sort_by_position(
          best.positions.pointer + start, best.weights.pointer + start,
          Int(best.offsets.pointer[product + 1]) - start, keys.pointer)
      }
    }
    self.init(offsets: best.offsets, targets: best.positions, weights: best.weights)
  }
}
