import Compute
import Foundation
import Synchronization

/// Puts the text of several threads in the order of the branches it belongs to.
///
/// The thread of the branch that is next writes through; what others have waits here. Where that becomes too
/// much memory they write for the one whose turn it is, which goes on searching meanwhile: a file takes the
/// bytes of one thread at a time, so while one writes the others should do everything else.
final class OrderedOutput: Sendable {
  private struct Piece {
    let text: AlignedBuffer<UInt8>
    let length: Int
  }

  private struct State {
    var next = 0
    var waiting: [Int: [Piece]] = [:]
    var waitingBytes = 0
    var isFinished: Set<Int> = []
    /// What comes next in the file but is not yet written.
    var ready: [Piece] = []
    var readyBytes = 0
    /// Threads that have nothing to do but to write.
    var helpers = 0
    var spare: [AlignedBuffer<UInt8>] = []
    var failure: (any Error)?
  }

  private enum Step { case taken, write, help, failed }

  private let state = Mutex(State())
  /// Small pieces together; who holds this may write.
  private let gathered = Mutex<[UInt8]>([])
  private let sink: @Sendable (UnsafeRawBufferPointer) throws -> Void
  private static let gatheredBytes = 1 << 17
  private static let waitingLimit = 2 << 20
  private static let readyLimit = 1 << 20

  init(to sink: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void) { self.sink = sink }

  /// Takes a piece of the text of a branch; the buffer may be another one afterwards.
  ///
  /// - Returns: Whether writing still works.
  func add(_ text: inout AlignedBuffer<UInt8>, _ length: Int, branch: Int, isEnd: Bool) -> Bool {
    while true {
      switch state.withLock({ step(&$0, &text, length, branch, isEnd) }) {
      case .taken: return true
      case .failed: return false
      case .help: help(branch, length)
      case .write:
        gathered.withLock { gathered in
          writeReady(&gathered)
          put(UnsafeRawBufferPointer(rebasing: text.bytes[..<length]), &gathered)
        }
        return state.withLock { state in
          if isEnd { Self.advance(&state) }
          return state.failure == nil
        }
      }
    }
  }

  /// Adds text when there is only one thread and no branch.
  func add(_ line: [UInt8]) {
    gathered.withLock { gathered in line.withUnsafeBytes { put($0, &gathered) } }
  }

  /// Writes what is left, or throws what went wrong.
  func finish() throws {
    gathered.withLock { gathered in
      writeReady(&gathered)
      flush(&gathered)
    }
    try state.withLock { state in
      if let failure = state.failure { throw failure }
    }
  }

  private func step(
    _ state: inout State, _ text: inout AlignedBuffer<UInt8>, _ length: Int, _ branch: Int,
    _ isEnd: Bool
  ) -> Step {
    if state.failure != nil { return .failed }
    guard branch != state.next else {
      guard state.helpers > 0, state.readyBytes < Self.readyLimit else { return .write }
      state.ready.append(Self.take(&text, length, &state))
      state.readyBytes += length
      if isEnd { Self.advance(&state) }
      return .taken
    }
    guard state.waitingBytes + length <= Self.waitingLimit else { return .help }
    if length > 0 {
      state.waiting[branch, default: []].append(Self.take(&text, length, &state))
      state.waitingBytes += length
    }
    if isEnd { state.isFinished.insert(branch) }
    return .taken
  }

  /// Keeps the buffer itself and gives another for it, or keeps a copy of a small part.
  private static func take(
    _ text: inout AlignedBuffer<UInt8>, _ length: Int, _ state: inout State
  ) -> Piece {
    guard length * 4 > text.count else {
      let copy = AlignedBuffer<UInt8>(unfilled: length)
      copy.pointer.update(from: text.pointer, count: length)
      return Piece(text: copy, length: length)
    }
    let piece = Piece(text: text, length: length)
    text = state.spare.popLast() ?? AlignedBuffer(unfilled: text.count)
    return piece
  }

  private static func advance(_ state: inout State) {
    repeat {
      state.next += 1
      if let pieces = state.waiting.removeValue(forKey: state.next) {
        let bytes = pieces.reduce(0) { $0 + $1.length }
        state.waitingBytes -= bytes
        state.readyBytes += bytes
        state.ready += pieces
      }
    } while state.isFinished.remove(state.next) != nil
  }

  /// Writes for others until there is room for the caller's text.
  private func help(_ branch: Int, _ length: Int) {
    state.withLock { $0.helpers += 1 }
    defer { state.withLock { $0.helpers -= 1 } }
    while !state.withLock({
      $0.failure != nil || $0.next == branch || $0.waitingBytes + length <= Self.waitingLimit
    }) {
      if gathered.withLockIfAvailable({ writeReady(&$0) }) != true { usleep(20) }
    }
  }

  /// Writes everything whose turn it is.
  ///
  /// - Returns: Whether there was anything.
  @discardableResult
  private func writeReady(_ gathered: inout [UInt8]) -> Bool {
    var isAny = false
    while true {
      let pieces = state.withLock { state in
        defer { state.ready = [] }
        return state.ready
      }
      if pieces.isEmpty { return isAny }
      isAny = true
      for piece in pieces {
        put(UnsafeRawBufferPointer(rebasing: piece.text.bytes[..<piece.length]), &gathered)
        state.withLock { state in
          state.readyBytes -= piece.length
          if piece.text.count >= Self.gatheredBytes { state.spare.append(piece.text) }
        }
      }
    }
  }

  private func put(_ bytes: UnsafeRawBufferPointer, _ gathered: inout [UInt8]) {
    if gathered.count + bytes.count > Self.gatheredBytes { flush(&gathered) }
    if bytes.count >= Self.gatheredBytes / 2 {
      send(bytes)
    } else {
      gathered += bytes
    }
  }

  private func flush(_ gathered: inout [UInt8]) {
    gathered.withUnsafeBytes { send($0) }
    gathered.removeAll(keepingCapacity: true)
  }

  private func send(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty, state.withLock({ $0.failure == nil }) else { return }
    do { try sink(bytes) } catch { state.withLock { $0.failure = error } }
  }
}

extension AlignedBuffer<UInt8> {
  fileprivate var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: pointer, count: count)
  }
}
