import Foundation

/// Walks the records of delimited text (RFC 4180) without copying a byte.
///
/// Fields are spans of the text. Quoted fields may hold delimiters, line ends and doubled quotes; lines may
/// end in LF, CR LF or CR; empty lines are skipped. More lenient than the standard in one thing: a quote
/// inside a bare field, and text behind a closing quote, are taken as they stand.
struct DelimitedScanner {
  /// Where a field stands.
  struct Span {
    /// The offset of its first byte; of its opening quote where it needs unquoting.
    var start: Int
    /// How many bytes it has.
    var count: Int
    /// Whether it holds doubled quotes or text behind its closing quote.
    var needsUnquoting: Bool
  }

  private let text: UnsafeBufferPointer<UInt8>
  private let delimiter: UInt8
  /// The offset of the next record.
  private(set) var position: Int
  /// The fields of the present record.
  private(set) var fields: [Span] = []
  /// The line of the file on which the present record begins, counted from 1.
  private(set) var line = 0
  /// The line on which a quote opens that never closes, or `nil`.
  private(set) var unclosedQuote: Int?
  private var nextLine: Int

  /// Begins at an offset, which is on a line of the file.
  init(
    _ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8, from position: Int = 0, line: Int = 1
  ) {
    self.text = text
    self.delimiter = delimiter
    self.position = position
    nextLine = line
  }

  /// Moves to the next record; `false` at the end.
  mutating func next() -> Bool {
    skipEmptyLines()
    guard position < text.count else { return false }
    line = nextLine
    fields.removeAll(keepingCapacity: true)
    while true {
      let isQuoted = position < text.count && text[position] == UInt8(ascii: "\"")
      fields.append(isQuoted ? quotedField() : bareField())
      guard position < text.count else { return true }
      let separator = text[position]
      position += 1
      if separator == delimiter { continue }
      if separator == UInt8(ascii: "\r"), position < text.count,
        text[position] == UInt8(ascii: "\n")
      {
        position += 1
      }
      nextLine += 1
      return true
    }
  }

  /// The bytes of a span as they stand in the file.
  func bytes(_ span: Span) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: text[span.start..<span.start + span.count])
  }

  private mutating func skipEmptyLines() {
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\n") {
        nextLine += 1
      } else if byte == UInt8(ascii: "\r") {
        let isPair = position + 1 < text.count && text[position + 1] == UInt8(ascii: "\n")
        if !isPair { nextLine += 1 }
      } else {
        return
      }
      position += 1
    }
  }

  private mutating func bareField() -> Span {
    let start = position
    position = endOfBareText(from: position)
    return Span(start: start, count: position - start, needsUnquoting: false)
  }

  private func endOfBareText(from start: Int) -> Int {
    var i = start
    let (delimiter, count) = (delimiter, text.count)
    while i < count {
      let byte = text[i]
      if byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      i += 1
    }
    return i
  }

  private mutating func quotedField() -> Span {
    let open = position
    var isPlain = true
    position += 1
    while true {
      guard let close = offsetOfQuote(from: position) else {
        unclosedQuote = unclosedQuote ?? line
        position = text.count
        return Span(start: open + 1, count: position - open - 1, needsUnquoting: false)
      }
      countLines(from: position, to: close)
      position = close + 1
      guard position < text.count, text[position] == UInt8(ascii: "\"") else { break }
      isPlain = false
      position += 1
    }
    let end = endOfBareText(from: position)
    if end > position { isPlain = false }
    defer { position = end }
    return isPlain
      ? Span(start: open + 1, count: position - open - 2, needsUnquoting: false)
      : Span(start: open, count: end - open, needsUnquoting: true)
  }

  private func offsetOfQuote(from start: Int) -> Int? {
    guard start < text.count, let base = text.baseAddress,
      let found = memchr(base + start, Int32(UInt8(ascii: "\"")), text.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private mutating func countLines(from start: Int, to end: Int) {
    for i in start..<end where text[i] == UInt8(ascii: "\n") { nextLine += 1 }
  }

  /// Takes the quotes off a field that needs it.
  static func unquoted(
    _ raw: UnsafeBufferPointer<UInt8>, into target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var (count, i, isInside) = (0, 1, true)
    while i < raw.count {
      let byte = raw[i]
      i += 1
      if isInside, byte == UInt8(ascii: "\"") {
        let isDoubled = i < raw.count && raw[i] == UInt8(ascii: "\"")
        guard isDoubled else {
          isInside = false
          continue
        }
        i += 1
      }
      target[count] = byte
      count += 1
    }
    return count
  }
}
