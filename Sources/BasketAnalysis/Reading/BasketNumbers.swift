import Compute

/// Reads a file of item numbers: one basket a line, blanks between, any line ends.
///
/// One pass over the bytes makes the numbers, one over the numbers makes dense, ascending positions in their place.
/// Threads read pieces of whole lines; the baskets do not depend on how many.
struct BasketNumbers {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let ranges: [Range<Int>]
  private let parallel: Parallel
  private let release: @Sendable (UnsafeBufferPointer<UInt8>) -> Void

  /// Prepares to read a text.
  ///
  /// - Parameters:
  ///   - bytes: The text, which must live while it is read.
  ///   - threads: How many threads to use.
  ///   - leastPiece: The least bytes that are worth a piece of their own.
  ///   - release: Gets bytes that are not needed again.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, threads: Int = 1, leastPiece: Int = 1 << 18,
    release: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Void = { _ in }
  ) {
    (self.bytes, self.release) = (bytes, release)
    parallel = Parallel(threads: threads)
    ranges = Self.ranges(of: bytes, count: min(threads, bytes.count / max(1, leastPiece)))
  }

  /// Cuts the text after ends of lines.
  private static func ranges(of bytes: UnsafeBufferPointer<UInt8>, count: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for i in 1..<max(2, count + 1) where start < bytes.count {
      var end = i >= count ? bytes.count : max(start, bytes.count / count * i)
      while end < bytes.count, end == start || bytes[end - 1] != 10 { end += 1 }
      ranges.append(start..<end)
      start = end
    }
    return ranges
  }

  /// The baskets, numbers in ascending positions.
  ///
  /// Each piece has room for its numbers in the memory of the entries and its positions are written over them.
  func baskets(maximumSize: Int?) throws -> Baskets {
    var (placed, distinct): ([PlacedPiece], [Int64]) = ([], [])
    let entries = try [Int32](
      unsafeUninitializedCapacity: bytes.count / 2 + 2 * ranges.count + 1
    ) { memory, count in
      let pieces = try numbers(in: memory)
      guard pieces.contains(where: { $0.count > 0 }) else { throw BasketTextError.noBaskets }
      let numbering = ItemNumbering(pieces, parallel)
      placed = parallel.mapChunks(of: pieces.count, chunk: 1) { piece in
        PlacedPiece(pieces[piece.lowerBound], numbering, maximumSize: maximumSize ?? .max)
      }
      distinct = numbering.distinct
      count = Self.closeUp(memory, pieces, placed)
      // Later pieces were there before they were moved.
      UnsafeRawBufferPointer(UnsafeMutableBufferPointer(rebasing: memory[count...])).giveBackPages()
    }
    return Self.joined(placed, entries, ItemIndex(numbers: distinct))
  }

  /// Finds the numbers of each piece.
  private func numbers(in memory: UnsafeMutableBufferPointer<Int32>) throws -> [NumberPiece] {
    nonisolated(unsafe) let (text, room) = (bytes, memory)
    let pieces = parallel.mapChunks(of: ranges.count, chunk: 1) { [ranges, release] piece in
      let range = ranges[piece.lowerBound]
      // Two bytes make a number at most; the one after the last may be written too.
      let start = range.lowerBound / 2 + 2 * piece.lowerBound
      return NumberPiece(
        UnsafeBufferPointer(rebasing: text[range]),
        in: UnsafeMutableBufferPointer(rebasing: room[start...]), start: start, release: release)
    }
    var line = 1
    for (piece, range) in zip(pieces, ranges) {
      guard piece.read == range.count else {
        throw Self.badToken(bytes, at: range.lowerBound + piece.read, line: line + piece.lines)
      }
      line += piece.lines
    }
    return pieces
  }

  /// Moves the pieces together.
  private static func closeUp(
    _ entries: UnsafeMutableBufferPointer<Int32>, _ pieces: [NumberPiece], _ placed: [PlacedPiece]
  ) -> Int {
    var filled = 0
    for (piece, placed) in zip(pieces, placed) {
      if filled < piece.start, let base = entries.baseAddress {
        (base + filled).update(from: base + piece.start, count: placed.filled)
      }
      filled += placed.filled
    }
    return filled
  }

  private static func joined(
    _ pieces: [PlacedPiece], _ entries: [Int32], _ items: ItemIndex
  ) -> Baskets {
    var (start, offsets) = (0, [0])
    var omitted = Baskets.Omissions()
    var counts = [Int](repeating: 0, count: items.count)
    offsets.reserveCapacity(pieces.reduce(1) { $0 + $1.ends.count })
    for piece in pieces {
      for end in piece.ends { offsets.append(start + Int(end)) }
      start += piece.filled
      omitted.empty += piece.omitted.empty
      omitted.large += piece.omitted.large
      omitted.duplicates += piece.omitted.duplicates
      for (item, count) in piece.counts.enumerated() { counts[item] += Int(count) }
    }
    return Baskets(
      items: items, offsets: offsets, entries: entries, omitted: omitted, counts: counts)
  }

  private static func badToken(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, line: Int
  ) -> BasketTextError {
    var (first, end) = (start, start)
    while first > 0, bytes[first - 1] > 32 { first -= 1 }
    while end < bytes.count, bytes[end] > 32, end - first < 40 { end += 1 }
    return .notAnItemNumber(
      line: line,
      text: String(decoding: bytes[first..<max(end, first)], as: UTF8.self))
  }
}
