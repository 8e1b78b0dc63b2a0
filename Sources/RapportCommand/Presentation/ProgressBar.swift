import Foundation
import Rapport
import Synchronization

/// One line on standard error that is redrawn: what, how far, how fast, how long still.
final class ProgressBar: Sendable {
  private struct State {
    var what = ""
    var started = ContinuousClock.now
    var drawn = ContinuousClock.now - .seconds(1)
  }

  private let state = Mutex(State())
  private let isTerminal = isatty(STDERR_FILENO) == 1

  /// Redraws the line, at most ten times a second; ends it when the task is done.
  func show(_ update: ProgressUpdate) {
    guard isTerminal else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      if state.what != update.what {
        state.what = update.what
        state.started = now
      }
      let isDone = update.fraction >= 1
      guard isDone || now - state.drawn > .milliseconds(100) else { return }
      state.drawn = now
      let line = Self.line(update, elapsed: now - state.started)
      FileHandle.standardError.write(Data("\r\u{1B}[K\(isDone ? "" : line)".utf8))
    }
  }

  static func line(_ update: ProgressUpdate, elapsed: Duration) -> String {
    let width = 24
    let filled = Int(update.fraction * Double(width))
    let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled)
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    var line = "\(update.what) \(bar) \(Int(update.fraction * 100)) %"
    if !update.unit.isEmpty, seconds > 0.2 {
      line += "  \(rate(Double(update.done) / seconds, update.unit))"
    }
    if update.fraction > 0.02, seconds > 0.5 {
      line += "  \(Int((seconds * (1 / update.fraction - 1)).rounded(.up))) s left"
    }
    return line
  }

  /// `52,300 lines/s`; bytes in millions.
  private static func rate(_ value: Double, _ unit: String) -> String {
    unit == "bytes"
      ? "\(Figure.decimals(value / 1e6, 1)) MB/s" : "\(Figure.grouped(Int(value))) \(unit)/s"
  }
}
