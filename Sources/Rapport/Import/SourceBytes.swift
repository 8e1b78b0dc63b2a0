import Compute
import Foundation

/// The bytes of a file to import: mapped where it is a regular file, read where it is a pipe.
final class SourceBytes: Sendable {
  /// The bytes; valid as long as this object.
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// Opens a file.
  ///
  /// - Throws: `ImportError` for a missing file, a folder, or a file that cannot be read.
  init(_ url: URL) throws {
    let path = url.path(percentEncoded: false)
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Self.failure(path) }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0 else { throw Self.failure(path) }
    switch facts.st_mode & S_IFMT {
    case S_IFDIR: throw ImportError.folder(file: path)
    case S_IFREG where facts.st_size > 0:
      guard
        let start = mmap(nil, Int(facts.st_size), PROT_READ, MAP_PRIVATE, file, 0),
        start != MAP_FAILED
      else { throw Self.failure(path) }
      madvise(start, Int(facts.st_size), Int32(MADV_SEQUENTIAL))
      bytes = UnsafeRawBufferPointer(start: start, count: Int(facts.st_size))
      isMapped = true
    case S_IFREG:
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      isMapped = true
    default:
      let read = try FileHandle(fileDescriptor: file, closeOnDealloc: false).readToEnd() ?? Data()
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: read.count, alignment: 8)
      copy.copyBytes(from: read)
      bytes = UnsafeRawBufferPointer(copy)
      isMapped = false
    }
  }

  deinit {
    guard let start = bytes.baseAddress else { return }
    let address = UnsafeMutableRawPointer(mutating: start)
    if isMapped { munmap(address, bytes.count) } else { address.deallocate() }
  }

  /// Gives memory back that holds bytes of a mapped file; they can be read again, from the file.
  @Sendable func release(_ part: UnsafeBufferPointer<UInt8>) {
    if isMapped { UnsafeRawBufferPointer(part).giveBackPages() }
  }

  private static func failure(_ path: String) -> ImportError {
    errno == ENOENT
      ? .missing(file: path) : .notReadable(file: path, reason: String(cString: strerror(errno)))
  }
}
