import Compute
import Crypto
import Foundation
import Recommenders
import Synchronization

/// A model file that is being served: its card, and its arrays as they lie in the file.
///
/// Opening verifies the header, the card and the section table; each array is verified when it is first
/// asked for, by whichever thread comes first, and then read without copying.
final class ModelFile: ModelArraySource, Sendable {
  /// The file's path.
  let path: String
  /// The card's JSON.
  let cardData: Data
  /// SHA-256 of the head, which has the checksums of all the rest: equal only for equal files.
  let checksum: String
  private let file: MappedFile
  private let sections: [String: ModelFileLayout.Section]
  private let verified = Mutex<Set<String>>([])

  /// Opens a model file.
  ///
  /// - Throws: `ModelFileError`.
  init(at url: URL) throws {
    path = url.path(percentEncoded: false)
    file = try MappedFile(path)
    let reader = ModelFileReader(path: path, bytes: UnsafeRawBufferPointer(file.bytes.elements))
    let header = try reader.header()
    try reader.verifyHead(header)
    cardData = reader.card(header)
    checksum = reader.checksum(header)
    let sections = try reader.sections(header)
    self.sections = Dictionary(sections.map { ($0.name, $0) }) { first, _ in first }
  }

  /// An array of floats, in the file's own memory.
  func floats(_ name: String) throws -> AlignedBuffer<Float> {
    let section = try verifiedSection(name, .float32)
    return file.elements(of: Float.self, at: section.offset, count: section.count)
  }

  /// An array of integers, in the file's own memory.
  func integers(_ name: String) throws -> AlignedBuffer<Int32> {
    let section = try verifiedSection(name, .int32)
    return file.elements(of: Int32.self, at: section.offset, count: section.count)
  }

  /// An array of texts, copied.
  func texts(_ name: String) throws -> [String] {
    let section = try verifiedSection(name, .texts)
    let bytes = UnsafeRawBufferPointer(
      rebasing: UnsafeRawBufferPointer(file.bytes.elements)[
        section.offset..<section.offset + section.length])
    let start = 8 * (section.count + 1)
    func end(_ i: Int) -> Int {
      start + Int(clamping: ModelFileLayout.number(UInt64.self, in: bytes, at: 8 * i))
    }
    return try (0..<section.count).map { i in
      guard start <= end(i), end(i) <= end(i + 1), end(i + 1) <= bytes.count else {
        throw ModelFileError.damaged(path: path, part: "array '\(name)'")
      }
      return String(decoding: bytes[end(i)..<end(i + 1)], as: UTF8.self)
    }
  }

  /// The whole file as it lies there; verify first.
  var bytes: UnsafeBufferPointer<UInt8> { file.bytes.elements }

  /// The names of the arrays, ascending.
  var names: [String] { sections.keys.sorted() }

  /// Verifies every array: what a doctor does, and an export.
  func verifyAll() throws {
    for name in names {
      if let section = sections[name] { _ = try verifiedSection(name, section.type) }
    }
  }

  /// Finds a section and checks its bytes if nobody has yet.
  private func verifiedSection(
    _ name: String, _ type: ModelFileLayout.ElementType
  ) throws -> ModelFileLayout.Section {
    guard let section = sections[name], section.type == type else {
      throw ModelFileError.lacksArray(path: path, name: name)
    }
    try verified.withLock { verified in
      guard !verified.contains(name) else { return }
      let extent = section.offset..<section.offset + ModelFileLayout.aligned(section.length)
      let bytes = UnsafeRawBufferPointer(
        rebasing: UnsafeRawBufferPointer(file.bytes.elements)[extent])
      var hash = SHA256()
      hash.update(bufferPointer: bytes)
      guard hash.finalize().elementsEqual(section.digest) else {
        throw ModelFileError.damaged(path: path, part: "array '\(name)'")
      }
      verified.insert(name)
    }
    return section
  }
}
