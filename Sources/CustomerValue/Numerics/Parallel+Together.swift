import Compute
import Synchronization

extension Parallel {
  /// Does independent things, as many at once as there are threads, and returns what they made in order.
  ///
  /// Whoever is free takes the next one, so the longest should come first.
  ///
  /// - Throws: What the first of those that failed has thrown.
  func together<each Value: Sendable>(
    _ task: repeat @escaping @Sendable () throws -> each Value
  ) throws -> (repeat each Value) {
    let slots = (repeat Slot(task: each task))
    var runs: [@Sendable () -> Void] = []
    for slot in repeat each slots { runs.append { slot.run() } }
    let all = runs
    forEachChunk(of: all.count, chunk: 1) { _, piece in all[piece.lowerBound]() }
    return try (repeat (each slots).get())
  }
}

/// A thing to do, and what came of it.
private final class Slot<Value: Sendable>: Sendable {
  private let task: @Sendable () throws -> Value
  private let outcome = Mutex<Result<Value, any Error>?>(nil)

  init(task: @escaping @Sendable () throws -> Value) { self.task = task }

  func run() {
    let result = Result { try task() }
    outcome.withLock { $0 = result }
  }

  func get() throws -> Value {
    try (outcome.withLock { $0 } ?? Result { try task() }).get()
  }
}
