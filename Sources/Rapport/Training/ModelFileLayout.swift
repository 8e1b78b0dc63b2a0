import Crypto
import Foundation

/// Where things stand in a model file of format 1; all numbers are little-endian.
///
/// ```
///   0  header, 64 bytes: magic, format, sections, file length, card length, start of the arrays,
///      and in its last 8 bytes the beginning of the SHA-256 of the 56 before
///  64  card (JSON), filled with zeros to 64
///      section table, 128 bytes a section: name, type, offset, length, count, SHA-256
///      SHA-256 of everything above, filled with zeros to 64
///      arrays, each aligned to 64 and filled with zeros to 64; its checksum covers the filling
/// ```
/// Every byte is under a checksum, so that any flipped bit is found. The header will keep its 64 bytes and
/// its checksum in every later format: a damaged file is never mistaken for a newer one.
enum ModelFileLayout {
  static let magic: [UInt8] = [0x89, 0x52, 0x50, 0x50, 0x54, 0x0D, 0x0A, 0x1A]
  static let format = 1
  static let headerLength = 64
  static let entryLength = 128
  static let longestName = 64
  static let alignment = 64

  /// The next multiple of the alignment.
  static func aligned(_ length: Int) -> Int { (length + alignment - 1) / alignment * alignment }

  /// What the elements of a section are.
  enum ElementType: UInt32 {
    case float32 = 1
    case int32 = 2
    /// n + 1 offsets of 8 bytes into the UTF-8 bytes that follow them.
    case texts = 3
  }

  /// One line of the section table.
  struct Section {
    var name: String
    var type: ElementType
    var offset: Int
    /// In bytes, without the filling.
    var length: Int
    /// In elements.
    var count: Int
    var digest: [UInt8]

    /// The 128 bytes that stand in the table.
    var encoded: [UInt8] {
      var bytes = Array(name.utf8)
      bytes += [UInt8](repeating: 0, count: longestName - bytes.count)
      bytes += littleEndian(type.rawValue) + littleEndian(UInt32(0))
      for number in [offset, length, count] { bytes += littleEndian(UInt64(number)) }
      return bytes + digest
    }
  }

  /// The numbers of the header.
  struct Header {
    var sections: Int
    var fileLength: Int
    var cardLength: Int
    var arraysOffset: Int

    /// Where the section table begins.
    var tableOffset: Int { headerLength + aligned(cardLength) }

    /// The 64 bytes at the beginning of the file.
    var encoded: [UInt8] {
      var bytes = magic + littleEndian(UInt32(format)) + littleEndian(UInt32(sections))
      for number in [fileLength, cardLength, arraysOffset, 0, 0] {
        bytes += littleEndian(UInt64(number))
      }
      return bytes + checksum(ofHeader: bytes)
    }
  }

  /// The eight bytes that a header ends with, from the 56 before them.
  static func checksum(ofHeader bytes: some Collection<UInt8>) -> [UInt8] {
    Array(SHA256.hash(data: Array(bytes.prefix(headerLength - 8))).prefix(8))
  }

  /// A number's bytes, the lowest first.
  static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  /// Reads a number whose lowest byte comes first.
  static func number<Number: FixedWidthInteger>(
    _ type: Number.Type, in bytes: UnsafeRawBufferPointer, at offset: Int
  ) -> Number {
    Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }
}

extension Sequence<UInt8> {
  /// Two hexadecimal digits a byte.
  var hexadecimal: String {
    map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
