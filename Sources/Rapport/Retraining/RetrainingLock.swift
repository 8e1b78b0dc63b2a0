import Foundation

/// Holds a workspace's retraining for one process at a time.
///
/// An advisory lock of the operating system on `retrain.lock`: a process that is killed lets go of it by
/// dying, so no stale lock ever has to be removed by hand.
final class RetrainingLock {
  private let descriptor: Int32

  /// Takes the lock, or returns `nil` where another process holds it.
  ///
  /// - Throws: `WorkspaceError.notUsable` where the file cannot be made.
  init?(in folder: URL) throws {
    let path = folder.appending(path: "retrain.lock").path(percentEncoded: false)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw WorkspaceError.notUsable(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
