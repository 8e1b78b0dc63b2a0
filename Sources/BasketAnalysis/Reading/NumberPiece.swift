import CKernels

/// The numbers in some lines of a text, in memory that the pieces of the text share.
struct NumberPiece: Sendable {
  /// Room for the numbers, as bits; positions are written over them.
  nonisolated(unsafe) let entries: UnsafeMutableBufferPointer<Int32>
  /// Where the room begins in the memory of all pieces.
  let start: Int
  /// How many numbers there are.
  let count: Int
  /// How many numbers end before the end of each line.
  let lineEnds: [UInt32]
  /// How many lines ended.
  let lines: Int
  /// How many bytes were read: all, or up to one that belongs to no number.
  let read: Int
  /// The highest number.
  let highest: UInt32

  /// Finds the numbers below 2³² and the ends of lines.
  ///
  /// - Parameters:
  ///   - bytes: Whole lines.
  ///   - memory: Room for one number more than half the bytes.
  ///   - start: Where the room begins in the memory of all pieces.
  ///   - release: Gets bytes that are not needed again, so that a mapped file need not stay in memory.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, in memory: UnsafeMutableBufferPointer<Int32>, start: Int,
    release: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var (read, count) = (0, 0)
    var lineEnds: [UInt32] = []
    memory.withMemoryRebound(to: UInt32.self) { numbers in
      while read < bytes.count {
        let step = Self.lines(of: bytes, from: read)
        let done = Self.find(step, numbers.baseAddress.map { $0 + count }, &count, &lineEnds)
        read += done
        guard done == step.count else { break }
        release(step)
      }
    }
    lines = lineEnds.count
    if lineEnds.last ?? 0 != count { lineEnds.append(UInt32(count)) }
    entries = memory
    (self.start, self.count, self.lineEnds, self.read) = (start, count, lineEnds, read)
    var highest: UInt32 = 0
    for i in 0..<count { highest = max(highest, UInt32(bitPattern: memory[i])) }
    self.highest = highest
  }

  /// The next megabyte or so of whole lines.
  private static func lines(
    of bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> UnsafeBufferPointer<UInt8> {
    var end = min(bytes.count, start + 1 << 20)
    while end < bytes.count, bytes[end - 1] != 10 { end += 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  /// Finds the numbers in some lines and adds to what was found before.
  ///
  /// - Returns: How many bytes were read.
  private static func find(
    _ bytes: UnsafeBufferPointer<UInt8>, _ numbers: UnsafeMutablePointer<UInt32>?,
    _ count: inout Int, _ lineEnds: inout [UInt32]
  ) -> Int {
    let before = UInt32(count)
    var (read, found) = (0, 0)
    let ends = [UInt32](unsafeUninitializedCapacity: bytes.count + 1) { ends, lineCount in
      read = rapport_read_numbers(
        bytes.baseAddress, bytes.count, numbers, &found, ends.baseAddress, &lineCount)
      for i in 0..<lineCount { ends[i] += before }
    }
    lineEnds += ends
    count += found
    return read
  }

  /// Takes numbers that are known already, and how many end before the end of each line.
  init(_ entries: UnsafeMutableBufferPointer<Int32>, lineEnds: [UInt32]) {
    self.entries = entries
    (start, count, read, highest) = (0, entries.count, 0, 0)
    (self.lineEnds, lines) = (lineEnds, lineEnds.count)
  }

  /// The number at a place, before a position is written there.
  @inline(__always)
  func number(at place: Int) -> UInt32 { UInt32(bitPattern: entries[place]) }
}
