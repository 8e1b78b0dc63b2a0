import Dispatch
import Synchronization

/// Runs independent pieces of work on a number of threads.
///
/// Pieces are taken from a shared counter, so rows of very different lengths balance. Which worker takes
/// which piece is chance; results must not depend on it: write to places of your own, and reduce in piece
/// order afterwards.
public struct Parallel: Sendable {
  /// How many threads work at once, the calling one included.
  public let threads: Int

  /// Uses a number of threads, at least one.
  public init(threads: Int) { self.threads = max(1, threads) }

  /// Calls the body once for every piece of `0 ..< count`, pieces being at most `chunk` long.
  ///
  /// - Parameters:
  ///   - count: How many things there are to do.
  ///   - chunk: How many of them one call takes.
  ///   - body: Gets the worker's number (below `threads`) and the piece.
  public func forEachChunk(
    of count: Int, chunk: Int, _ body: @Sendable (_ worker: Int, _ piece: Range<Int>) -> Void
  ) {
    let pieces = (count + chunk - 1) / max(1, chunk)
    func piece(_ i: Int) -> Range<Int> { i * chunk..<min(count, (i + 1) * chunk) }
    guard threads > 1, pieces > 1 else {
      for i in 0..<pieces { body(0, piece(i)) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, pieces)) { worker in
      while true {
        let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard i < pieces else { return }
        body(worker, i * chunk..<min(count, (i + 1) * chunk))
      }
    }
  }

  /// Computes a value for every piece and returns them in piece order, for reductions that must not
  /// depend on the number of threads.
  public func mapChunks<Value: Sendable>(
    of count: Int, chunk: Int, _ body: @Sendable (Range<Int>) -> Value
  ) -> [Value] {
    let pieces = (count + chunk - 1) / max(1, chunk)
    let results = Mutex<[Value?]>(Array(repeating: nil, count: pieces))
    forEachChunk(of: count, chunk: chunk) { _, piece in
      let value = body(piece)
      results.withLock { $0[piece.lowerBound / chunk] = value }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
