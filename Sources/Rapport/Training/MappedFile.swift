import Compute
import Foundation

/// A file's bytes, read where they lie: pages come into memory when they are first touched.
struct MappedFile: Sendable {
  /// The bytes; the mapping lives as long as anyone holds them.
  let bytes: AlignedBuffer<UInt8>
  /// Keeps the mapping alive for views of parts of it.
  let owner: any AnyObject & Sendable

  /// Maps a file for reading.
  ///
  /// - Throws: `ModelFileError` where the file is not there or cannot be read.
  init(_ path: String) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw errno == ENOENT
        ? ModelFileError.missing(path: path)
        : ModelFileError.notReadable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw ModelFileError.notReadable(path: path, reason: "it is not a regular file")
    }
    let count = Int(facts.st_size)
    guard count > 0 else { throw ModelFileError.notAModel(path: path) }
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED
    else {
      throw ModelFileError.notReadable(path: path, reason: String(cString: strerror(errno)))
    }
    let mapping = Mapping(address: UInt(bitPattern: start), length: count)
    owner = mapping
    bytes = AlignedBuffer(
      borrowing: UnsafePointer(start.assumingMemoryBound(to: UInt8.self)), count: count,
      owner: mapping)
  }

  /// Part of the file as elements of a type; the offset must be a multiple of its alignment.
  func elements<Element: BitwiseCopyable>(
    of type: Element.Type, at offset: Int, count: Int
  ) -> AlignedBuffer<Element> {
    let start = UnsafeRawPointer(bytes.pointer + offset).assumingMemoryBound(to: type)
    return AlignedBuffer(borrowing: start, count: count, owner: owner)
  }

  /// Unmaps when the last view is gone.
  ///
  /// Holds the address as a number, which unlike a pointer may cross threads.
  private final class Mapping: Sendable {
    private let address: UInt
    private let length: Int

    init(address: UInt, length: Int) {
      self.address = address
      self.length = length
    }

    deinit {
      if let start = UnsafeMutableRawPointer(bitPattern: address) { munmap(start, length) }
    }
  }
}
