import Foundation
import Synchronization

/// Puts the text of several threads in the order of the branches it belongs to.
///
/// The thread of the branch that is next writes through; what others have waits here, and they wait
/// themselves where that becomes too much memory.
final class OrderedOutput: Sendable {
  private struct State {
    var next = 0
    var waiting: [Int: [UInt8]] = [:]
    var isFinished: Set<Int> = []
    var waitingBytes = 0
    var buffer: [UInt8] = []
    var failure: (any Error)?
  }

  private let state = Mutex(State())
  private let sink: @Sendable (UnsafeRawBufferPointer) throws -> Void
  private static let bufferBytes = 1 << 17
  private static let waitingLimit = 16 << 20

  init(to sink: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void) { self.sink = sink }

  /// Takes a piece of the text of a branch.
  ///
  /// - Returns: Whether writing still works.
  func add(_ bytes: UnsafeRawBufferPointer, branch: Int, isEnd: Bool) -> Bool {
    while true {
      let (isTaken, works) = state.withLock { state in
        if state.failure != nil { return (true, false) }
        if branch == state.next {
          put(bytes, &state)
          if isEnd { advance(&state) }
        } else {
          guard state.waitingBytes + bytes.count <= Self.waitingLimit else { return (false, true) }
          state.waiting[branch, default: []] += bytes
          state.waitingBytes += bytes.count
          if isEnd { state.isFinished.insert(branch) }
        }
        return (true, state.failure == nil)
      }
      if isTaken { return works }
      usleep(500)
    }
  }

  /// Writes what is left, or throws what went wrong.
  func finish() throws {
    try state.withLock { state in
      flush(&state)
      if let failure = state.failure { throw failure }
    }
  }

  private func advance(_ state: inout State) {
    repeat {
      state.next += 1
      if let text = state.waiting.removeValue(forKey: state.next) {
        state.waitingBytes -= text.count
        text.withUnsafeBytes { put($0, &state) }
      }
    } while state.isFinished.remove(state.next) != nil
  }

  private func put(_ bytes: UnsafeRawBufferPointer, _ state: inout State) {
    if state.buffer.count + bytes.count > Self.bufferBytes { flush(&state) }
    if bytes.count >= Self.bufferBytes / 2 {
      send(bytes, &state)
    } else {
      state.buffer += bytes
    }
  }

  private func flush(_ state: inout State) {
    guard state.failure == nil, !state.buffer.isEmpty else { return }
    do { try state.buffer.withUnsafeBytes { try sink($0) } } catch { state.failure = error }
    state.buffer.removeAll(keepingCapacity: true)
  }

  private func send(_ bytes: UnsafeRawBufferPointer, _ state: inout State) {
    guard state.failure == nil, !bytes.isEmpty else { return }
    do { try sink(bytes) } catch { state.failure = error }
  }
}
