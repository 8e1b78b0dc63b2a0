/// How a file's letters are stored.
enum TextEncoding: Equatable {
  /// UTF-8, and so plain ASCII.
  case utf8
  /// ISO 8859-1 with the additions that Windows makes between 0x80 and 0x9F.
  case latin1

  /// UTF-8 where every byte fits, Latin-1 elsewhere.
  ///
  /// - Complexity: O(n); eight bytes at a time while they are ASCII.
  init(detectedIn bytes: UnsafeBufferPointer<UInt8>) {
    self = Self.isUTF8(bytes) ? .utf8 : .latin1
  }

  private static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var i = 0
    while i < raw.count {
      if i + 8 <= raw.count,
        raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        i += 8
        continue
      }
      if raw[i] < 0x80 {
        i += 1
        continue
      }
      let length = sequenceLength(raw, at: i)
      if length == 0 { return false }
      i += length
    }
    return true
  }

  /// The length of the sequence that begins at an offset, or 0 where it is malformed.
  private static func sequenceLength(_ raw: UnsafeRawBufferPointer, at i: Int) -> Int {
    let lead = raw[i]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard (0xC2...0xF4).contains(lead), i + length <= raw.count else { return 0 }
    for k in 1..<length where raw[i + k] & 0xC0 != 0x80 { return 0 }
    // No overlong forms, no surrogates, nothing above U+10FFFF.
    let second = raw[i + 1]
    switch lead {
    case 0xE0: return second >= 0xA0 ? length : 0
    case 0xED: return second < 0xA0 ? length : 0
    case 0xF0: return second >= 0x90 ? length : 0
    case 0xF4: return second < 0x90 ? length : 0
    default: return length
    }
  }

  /// Writes Latin-1 bytes as UTF-8; the target needs room for three times as many.
  static func transcode(
    _ bytes: UnsafeBufferPointer<UInt8>, into target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var count = 0
    for byte in bytes {
      let scalar = (0x80...0x9F).contains(byte) ? windows[Int(byte) - 0x80] : UInt16(byte)
      for unit in String(UnicodeScalar(scalar) ?? "?").utf8 {
        target[count] = unit
        count += 1
      }
    }
    return count
  }

  /// The letters that Windows keeps between 0x80 and 0x9F (code page 1252).
  private static let windows: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
