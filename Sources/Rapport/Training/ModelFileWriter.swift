import Compute
import Crypto
import Foundation
import Recommenders

/// Writes a model file whole or not at all: under a temporary name, synced to the disk, then renamed.
struct ModelFileWriter {
  /// How many bytes the file has.
  let length: Int
  /// SHA-256 of the head, as `ModelFile.checksum` will say it.
  let checksum: String
  private let head: [UInt8]
  private let sections: [(name: String, type: ModelFileLayout.ElementType, part: Part)]

  /// The bytes of one array and how many elements they are.
  private struct Part {
    let bytes: UnsafeRawBufferPointer
    let count: Int
    /// Keeps the bytes alive.
    let owner: any AnyObject
  }

  /// Arranges a card and arrays; by name, so that the same model is the same bytes.
  init(card: Data, arrays: ModelArrays) {
    let floats = arrays.floats.map { name, array in
      (name, ModelFileLayout.ElementType.float32, Self.part(array))
    }
    let integers = arrays.integers.map { name, array in
      (name, ModelFileLayout.ElementType.int32, Self.part(array))
    }
    let texts = arrays.texts.map { name, texts in
      (name, ModelFileLayout.ElementType.texts, Self.part(texts))
    }
    sections = (floats + integers + texts).sorted { $0.0 < $1.0 }
    precondition(
      sections.allSatisfy { $0.name.utf8.count <= ModelFileLayout.longestName },
      "A name of an array is at most \(ModelFileLayout.longestName) bytes long.")
    (head, length) = Self.head(card: card, sections)
    checksum = head.suffix(64).prefix(32).hexadecimal
  }

  /// Writes the file.
  ///
  /// - Throws: `WorkspaceError` where the disk is full or the folder cannot be written; then nothing is left
  ///   behind and a file that stood there is as before.
  func write(to url: URL) throws {
    try AtomicFile.write(to: url) { file in
      try file.append(head)
      for section in sections {
        try file.append(section.part.bytes)
        let length = section.part.bytes.count
        try file.append([UInt8](repeating: 0, count: ModelFileLayout.aligned(length) - length))
      }
    }
  }

  /// Header, card, section table and their digest; and the length of the whole file.
  private static func head(
    card: Data, _ sections: [(name: String, type: ModelFileLayout.ElementType, part: Part)]
  ) -> (bytes: [UInt8], length: Int) {
    let cardLength = ModelFileLayout.aligned(card.count)
    let start =
      ModelFileLayout.headerLength + cardLength + sections.count * ModelFileLayout.entryLength + 64
    var (table, offset): ([UInt8], Int) = ([], start)
    for section in sections {
      let bytes = section.part.bytes
      table +=
        ModelFileLayout.Section(
          name: section.name, type: section.type, offset: offset, length: bytes.count,
          count: section.part.count, digest: digest(bytes)
        ).encoded
      offset += ModelFileLayout.aligned(bytes.count)
    }
    let header = ModelFileLayout.Header(
      sections: sections.count, fileLength: offset, cardLength: card.count, arraysOffset: start)
    let filling = [UInt8](repeating: 0, count: cardLength - card.count)
    let head = header.encoded + card + filling + table
    return (head + SHA256.hash(data: head) + [UInt8](repeating: 0, count: 32), offset)
  }

  /// The checksum of an array and of the zeros that fill it up.
  private static func digest(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    hash.update(
      data: [UInt8](repeating: 0, count: ModelFileLayout.aligned(bytes.count) - bytes.count))
    return Array(hash.finalize())
  }

  private static func part<Element>(_ array: AlignedBuffer<Element>) -> Part {
    Part(bytes: UnsafeRawBufferPointer(array.elements), count: array.count, owner: array)
  }

  private static func part(_ texts: [String]) -> Part {
    var bytes: [UInt8] = []
    var end: UInt64 = 0
    bytes += ModelFileLayout.littleEndian(end)
    for text in texts {
      end += UInt64(text.utf8.count)
      bytes += ModelFileLayout.littleEndian(end)
    }
    for text in texts { bytes += text.utf8 }
    let buffer = AlignedBuffer(bytes, padding: 0)
    return Part(bytes: UnsafeRawBufferPointer(buffer.elements), count: texts.count, owner: buffer)
  }
}
