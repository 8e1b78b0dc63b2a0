import Foundation

/// Writes files that are there whole or not at all.
///
/// A file grows under a hidden temporary name beside its place, is synced to the disk, and takes its name in
/// one step. Whoever reads that name sees the old file or the new one, never a part.
struct AtomicFile: ~Copyable {
  /// How many bytes were written so far.
  private(set) var length = 0
  private let descriptor: Int32
  private let path: String
  private var waiting: [UInt8] = []

  /// What temporary names begin with; a sweep knows by it what a killed process left behind.
  static let temporaryPrefix = ".writing-"

  /// Lets a body write a file, then puts it in its place; on any error nothing is left behind.
  static func write<Value>(
    to url: URL, _ body: (inout AtomicFile) throws -> Value
  ) throws -> Value {
    let folder = url.deletingLastPathComponent()
    try makeFolder(folder)
    let name = "\(temporaryPrefix)\(getpid())-\(url.lastPathComponent)"
    let temporary = folder.appending(path: name).path(percentEncoded: false)
    let path = url.path(percentEncoded: false)
    var file = try AtomicFile(temporary: temporary)
    do {
      let value = try body(&file)
      try file.finish()
      guard rename(temporary, path) == 0 else { throw failure(path) }
      syncFolder(folder)
      return value
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Adds bytes.
  mutating func append(_ bytes: some Collection<UInt8>) throws {
    waiting.append(contentsOf: bytes)
    length += bytes.count
    if waiting.count >= 1 << 18 { try flush() }
  }

  /// Adds the bytes of an array without copying them.
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws {
    try flush()
    try put(bytes)
    length += bytes.count
  }

  /// Begins to write under a temporary name.
  init(temporary path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit { close(descriptor) }

  private mutating func finish() throws {
    try flush()
    guard fsync(descriptor) == 0 else { throw Self.failure(path) }
  }

  private mutating func flush() throws {
    let bytes = waiting
    waiting.removeAll(keepingCapacity: true)
    try bytes.withUnsafeBytes { try put($0) }
  }

  private func put(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Foundation.write(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw Self.failure(path)
      }
      rest = rest.dropFirst(written)
    }
  }

  private static func makeFolder(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw WorkspaceError.notUsable(
        path: folder.path(percentEncoded: false), reason: error.localizedDescription)
    }
  }

  private static func failure(_ path: String) -> WorkspaceError {
    errno == ENOSPC || errno == EDQUOT
      ? .diskFull(path: path)
      : .notUsable(path: path, reason: String(cString: strerror(errno)))
  }

  /// Makes the new name itself survive a power cut; a file system that cannot is left as it is.
  private static func syncFolder(_ folder: URL) {
    let descriptor = open(folder.path(percentEncoded: false), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
