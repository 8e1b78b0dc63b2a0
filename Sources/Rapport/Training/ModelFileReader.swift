import Crypto
import Foundation

/// Takes the head of a model file apart, believing nothing before its checksum agreed.
struct ModelFileReader {
  let path: String
  let bytes: UnsafeRawBufferPointer

  /// The header, once magic, checksum, format and length agree.
  func header() throws -> ModelFileLayout.Header {
    let length = ModelFileLayout.headerLength
    guard bytes.count >= length else { throw ModelFileError.notAModel(path: path) }
    let isModel = bytes.prefix(8).elementsEqual(ModelFileLayout.magic)
    let agrees = ModelFileLayout.checksum(ofHeader: bytes).elementsEqual(bytes[56..<64])
    guard isModel || agrees else { throw ModelFileError.notAModel(path: path) }
    guard isModel, agrees else { throw damaged("header") }
    let format = Int(number(UInt32.self, 8))
    guard format == ModelFileLayout.format else {
      throw ModelFileError.newerFormat(path: path, format: format)
    }
    let header = ModelFileLayout.Header(
      sections: Int(number(UInt32.self, 12)), fileLength: Int(clamping: number(UInt64.self, 16)),
      cardLength: Int(clamping: number(UInt64.self, 24)),
      arraysOffset: Int(clamping: number(UInt64.self, 32)))
    guard header.fileLength == bytes.count else {
      throw ModelFileError.wrongLength(
        path: path, expected: header.fileLength, found: bytes.count)
    }
    return header
  }

  /// Checks the digest that stands after the section table and covers all before it.
  func verifyHead(_ header: ModelFileLayout.Header) throws {
    let (start, length) = (header.arraysOffset, bytes.count)
    guard start <= length, start >= 2 * ModelFileLayout.headerLength, header.cardLength <= length,
      header.sections <= length,
      header.tableOffset + header.sections * ModelFileLayout.entryLength + 64 == start
    else { throw damaged("header") }
    let head = SHA256.hash(data: Data(bytes[0..<start - 64]))
    guard head.elementsEqual(bytes[start - 64..<start - 32]),
      bytes[start - 32..<start].allSatisfy({ $0 == 0 })
    else { throw damaged("card") }
  }

  /// The digest that stands after the section table, as hexadecimal digits.
  func checksum(_ header: ModelFileLayout.Header) -> String {
    bytes[header.arraysOffset - 64..<header.arraysOffset - 32].hexadecimal
  }

  /// The card's JSON.
  func card(_ header: ModelFileLayout.Header) -> Data {
    let start = ModelFileLayout.headerLength
    return Data(bytes[start..<start + header.cardLength])
  }

  /// The section table, with every section inside the file.
  func sections(_ header: ModelFileLayout.Header) throws -> [ModelFileLayout.Section] {
    try (0..<header.sections).map { i in
      let at = header.tableOffset + i * ModelFileLayout.entryLength
      let name = bytes[at..<at + ModelFileLayout.longestName].prefix { $0 != 0 }
      guard let type = ModelFileLayout.ElementType(rawValue: number(UInt32.self, at + 64)) else {
        throw damaged("section table")
      }
      let section = ModelFileLayout.Section(
        name: String(decoding: name, as: UTF8.self), type: type,
        offset: Int(clamping: number(UInt64.self, at + 72)),
        length: Int(clamping: number(UInt64.self, at + 80)),
        count: Int(clamping: number(UInt64.self, at + 88)), digest: Array(bytes[at + 96..<at + 128])
      )
      guard isInside(section, header) else { throw damaged("section table") }
      return section
    }
  }

  private func isInside(
    _ section: ModelFileLayout.Section, _ header: ModelFileLayout.Header
  ) -> Bool {
    let room = header.fileLength
    guard section.offset >= header.arraysOffset, section.offset <= room, section.length <= room,
      section.count <= room, section.offset % ModelFileLayout.alignment == 0,
      section.offset + ModelFileLayout.aligned(section.length) <= room
    else { return false }
    return switch section.type {
    case .float32, .int32: section.length == 4 * section.count
    case .texts: section.length >= 8 * (section.count + 1)
    }
  }

  private func number<Number: FixedWidthInteger>(_ type: Number.Type, _ offset: Int) -> Number {
    ModelFileLayout.number(type, in: bytes, at: offset)
  }

  private func damaged(_ part: String) -> ModelFileError {
    ModelFileError.damaged(path: path, part: part)
  }
}
