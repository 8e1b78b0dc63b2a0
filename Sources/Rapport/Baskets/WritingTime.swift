import Synchronization

/// Adds up the time spent in one kind of call.
final class WritingTime: Sendable {
  private let nanoseconds = Atomic<Int>(0)

  /// Runs a body and adds its time.
  func measure(_ body: () throws -> Void) rethrows {
    let started = ContinuousClock.now
    defer {
      let elapsed = (ContinuousClock.now - started).components
      nanoseconds.wrappingAdd(
        Int(elapsed.seconds) * 1_000_000_000 + Int(elapsed.attoseconds / 1_000_000_000),
        ordering: .relaxed)
    }
    try body()
  }

  /// The time so far.
  var seconds: Double { Double(nanoseconds.load(ordering: .relaxed)) * 1e-9 }
}
