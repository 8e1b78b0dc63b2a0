import Synchronization

/// Measures the iterations of a fit from outside.
final class IterationClock: Sendable {
  private struct State {
    var watch: Stopwatch?
    var iterations = 0
    var seconds = 0.0
    var cpuSeconds = 0.0
  }

  private let state = Mutex(State())

  /// Takes note of the time; the first call only starts the clock.
  func iterationEnded(_ iteration: Int) {
    state.withLock { state in
      guard let watch = state.watch else {
        state.watch = Stopwatch()
        state.iterations = 0
        return
      }
      state.iterations += 1
      state.seconds = watch.seconds
      state.cpuSeconds = watch.cpuSeconds
    }
  }

  /// Wall and CPU seconds of one iteration on average, or `nil` where there were none.
  var mean: (seconds: Double, cpuSeconds: Double)? {
    state.withLock { state in
      guard state.iterations > 0 else { return nil }
      let count = Double(state.iterations)
      return (state.seconds / count, state.cpuSeconds / count)
    }
  }
}
