import Foundation

/// An opened file of delimited text: its encoding, its delimiter and its header.
struct DelimitedFile {
  /// The file as it was named.
  let path: String
  /// The names of the columns, without blanks around them.
  let header: [String]
  /// How letters are stored.
  let encoding: TextEncoding
  /// What stands between fields.
  let delimiter: UInt8
  private let source: SourceBytes
  private let bodyStart: Int
  private let bodyLine: Int

  /// Opens a file and reads its header.
  ///
  /// - Throws: `ImportError` for everything that is no delimited text.
  init(_ url: URL) throws {
    path = url.path(percentEncoded: false)
    source = try SourceBytes(url)
    try Self.refuseOtherFormats(source.bytes, path: path)
    let text = source.bytes.bindMemory(to: UInt8.self)
    let hasMark = text.starts(with: [0xEF, 0xBB, 0xBF])
    let encoding = TextEncoding(detectedIn: text)
    self.encoding = encoding
    delimiter = Self.delimiter(of: text)
    var scanner = DelimitedScanner(text, delimiter: delimiter, from: hasMark ? 3 : 0)
    guard scanner.next() else { throw ImportError.empty(file: path) }
    if let line = scanner.unclosedQuote { throw ImportError.unclosedQuote(file: path, line: line) }
    let cells = CellBuffer()
    cells.begin(recordLength: scanner.position)
    header = scanner.fields.map { span in
      String(decoding: cells.cell(span, scanner, encoding: encoding), as: UTF8.self)
    }
    bodyStart = scanner.position
    bodyLine = 1 + text[0..<bodyStart].lazy.filter { $0 == UInt8(ascii: "\n") }.count
  }

  /// How many bytes the file has.
  var byteCount: Int { source.bytes.count }

  /// The file's name without its folders.
  var name: String { URL(filePath: path).lastPathComponent }

  /// A scanner that stands before the first record below the header.
  func body() -> DelimitedScanner {
    DelimitedScanner(
      source.bytes.bindMemory(to: UInt8.self), delimiter: delimiter, from: bodyStart,
      line: bodyLine)
  }

  /// The delimiter that the header has most of; a comma where it has none.
  private static func delimiter(of text: UnsafeBufferPointer<UInt8>) -> UInt8 {
    let candidates: [UInt8] = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
    var counts = [Int](repeating: 0, count: candidates.count)
    var isQuoted = false
    for byte in text {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      let hasText = counts.contains { $0 > 0 }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r"), hasText { break }
      if let i = candidates.firstIndex(of: byte) { counts[i] += 1 }
    }
    let most = counts.max() ?? 0
    return counts.firstIndex(of: most).map { candidates[$0] } ?? candidates[0]
  }

  private static func refuseOtherFormats(_ bytes: UnsafeRawBufferPointer, path: String) throws {
    if bytes.isEmpty { throw ImportError.empty(file: path) }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    {
      throw ImportError.spreadsheet(file: path)
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw ImportError.utf16(file: path)
    }
    if bytes.starts(with: [0x1F, 0x8B]) { throw ImportError.compressed(file: path) }
    if bytes.prefix(1 << 16).contains(0) { throw ImportError.binary(file: path) }
    let isBlank = bytes.prefix(1 << 16).allSatisfy { $0 <= 32 }
    if isBlank, bytes.count <= 1 << 16 { throw ImportError.empty(file: path) }
  }
}
