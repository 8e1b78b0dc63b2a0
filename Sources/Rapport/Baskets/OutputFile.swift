import Foundation

/// A file that is written piece by piece; on an error nothing of it is left behind.
///
/// Unlike `AtomicFile` it takes its name at once where the path is no regular file, such as a pipe or
/// `/dev/null`, and it does not wait for the disk: lists of sets can be made again.
final class OutputFile: Sendable {
  private let descriptor: Int32
  private let path: String
  private let temporary: String?

  /// Opens the file for writing.
  init(_ path: String) throws {
    self.path = path
    var facts = stat()
    let isSpecial = stat(path, &facts) == 0 && facts.st_mode & S_IFMT != S_IFREG
    let file = URL(filePath: path)
    temporary =
      isSpecial
      ? nil
      : file.deletingLastPathComponent().appending(
        path: ".writing-\(getpid())-\(file.lastPathComponent)"
      ).path(percentEncoded: false)
    descriptor = open(temporary ?? path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  /// Adds bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
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

  /// Lets a body write, then gives the file its name.
  static func write<Value>(to path: String, _ body: (OutputFile) throws -> Value) throws -> Value {
    let file = try OutputFile(path)
    do {
      let value = try body(file)
      guard close(file.descriptor) == 0 else { throw failure(path) }
      if let temporary = file.temporary, rename(temporary, path) != 0 { throw failure(path) }
      return value
    } catch {
      if let temporary = file.temporary { unlink(temporary) }
      throw error
    }
  }

  private static func failure(_ path: String) -> BasketFileError {
    .notWritable(path: path, reason: String(cString: strerror(errno)))
  }
}
