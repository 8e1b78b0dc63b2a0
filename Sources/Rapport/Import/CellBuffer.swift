/// Room for the cells of one record that cannot be used as they stand in the file.
///
/// A cell that was unquoted or changed to UTF-8 lives here until the next record begins.
final class CellBuffer {
  private var room: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var used = 0

  init() {
    capacity = 1 << 12
    room = .allocate(capacity: capacity)
  }

  deinit { room.deallocate() }

  /// Forgets the cells of the last record and makes room for those of one so many bytes long.
  func begin(recordLength: Int) {
    used = 0
    // Unquoting never lengthens a cell; Latin-1 becomes at most three times as long.
    let needed = recordLength * 4 + 64
    guard needed > capacity else { return }
    room.deallocate()
    capacity = needed
    room = .allocate(capacity: needed)
  }

  /// The text of a field: unquoted, in UTF-8, without blanks around it.
  func cell(
    _ span: DelimitedScanner.Span, _ scanner: DelimitedScanner, encoding: TextEncoding
  ) -> UnsafeBufferPointer<UInt8> {
    var bytes = scanner.bytes(span)
    if span.needsUnquoting {
      let count = DelimitedScanner.unquoted(bytes, into: room + used)
      bytes = UnsafeBufferPointer(start: room + used, count: count)
      used += count
    }
    if encoding == .latin1, bytes.contains(where: { $0 >= 0x80 }) {
      let count = TextEncoding.transcode(bytes, into: room + used)
      bytes = UnsafeBufferPointer(start: room + used, count: count)
      used += count
    }
    return Self.trimmed(bytes)
  }

  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, bytes.count)
    while start < end, bytes[start] <= 32 { start += 1 }
    while end > start, bytes[end - 1] <= 32 { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }
}
