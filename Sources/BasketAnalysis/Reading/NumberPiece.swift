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

  /// Finds the numbers below 2³² and the ends of lines; the memory has room for one number more than half the bytes.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, in memory: UnsafeMutableBufferPointer<Int32>, start: Int
  ) {
    var (read, count, highest) = (0, 0, UInt32(0))
    var lineEnds = [UInt32](unsafeUninitializedCapacity: bytes.count + 1) { ends, lineCount in
      memory.withMemoryRebound(to: UInt32.self) { numbers in
        read = rapport_read_numbers(
          bytes.baseAddress, bytes.count, numbers.baseAddress, &count, ends.baseAddress, &lineCount)
        for i in 0..<count { highest = max(highest, numbers[i]) }
      }
    }
    lines = lineEnds.count
    if lineEnds.last ?? 0 != count { lineEnds.append(UInt32(count)) }
    entries = memory
    (self.start, self.count, self.lineEnds, self.read) = (start, count, lineEnds, read)
    self.highest = highest
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
