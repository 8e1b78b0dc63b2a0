public import Recommenders

/// How a task runs: settings that never change its result.
public struct RunSettings: Sendable {
  /// How many threads to use.
  public var threads: Int
  /// Is told how far the task is.
  public var progress: ProgressHandler

  /// Uses a number of threads and, unless told otherwise, works in silence.
  public init(threads: Int = 1, progress: @escaping ProgressHandler = { _ in }) {
    self.threads = max(1, threads)
    self.progress = progress
  }

  /// The same settings in the words of the recommenders' room.
  public var fitEnvironment: FitEnvironment {
    let progress = progress
    return FitEnvironment(threads: threads) { fraction, what in
      progress(ProgressUpdate(what: what, done: Int(fraction * 1000), total: 1000))
    }
  }
}
