/// Takes one line of comma-separated fields after another from bytes.
struct FieldScanner {
  private let text: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var line = 0
  /// The bytes of a field that had quotes.
  private var unquoted: [UInt8] = []

  /// Begins at the first line.
  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// Calls a body with each field of the next line, without blanks around it; the bytes are not kept.
  ///
  /// - Returns: The number of the line, which begins with 1, or `nil` at the end.
  @inline(__always)
  mutating func nextLine(_ take: (_ field: UnsafeBufferPointer<UInt8>) -> Void) -> Int? {
    guard place < text.count else { return nil }
    line += 1
    let number = line
    while true {
      takeField(take)
      guard place < text.count else { return number }
      let separator = text[place]
      place += 1
      if separator == 10 { return number }
    }
  }

  @inline(__always)
  private mutating func takeField(_ take: (UnsafeBufferPointer<UInt8>) -> Void) {
    while place < text.count, text[place] == 32 || text[place] == 9 { place += 1 }
    if place < text.count, text[place] == 34 {
      readQuoted()
      return unquoted.withUnsafeBufferPointer { take(Self.trimmed($0[...])) }
    }
    let start = place
    skipToSeparator()
    take(Self.trimmed(text[start..<place]))
  }

  private mutating func skipToSeparator() {
    while place < text.count, text[place] != 44, text[place] != 10 { place += 1 }
  }

  /// Reads up to the closing quotation mark and what stands between it and the separator.
  private mutating func readQuoted() {
    unquoted.removeAll(keepingCapacity: true)
    place += 1
    while place < text.count {
      let byte = text[place]
      place += 1
      if byte == 34 {
        guard place < text.count, text[place] == 34 else { break }
        place += 1
      }
      if byte == 10 { line += 1 }
      unquoted.append(byte)
    }
    let start = place
    skipToSeparator()
    unquoted += text[start..<place]
  }

  private static func trimmed(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) -> UnsafeBufferPointer<UInt8> {
    var bytes = bytes
    while let last = bytes.last, last <= 32 { bytes.removeLast() }
    return UnsafeBufferPointer(rebasing: bytes)
  }
}
