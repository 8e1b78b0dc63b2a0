/// Numbers distinct texts in the order in which they first appear.
///
/// Works on bytes, so that a cell of a file becomes a `String` once for every distinct text and not once
/// for every line. Open addressing; a slot keeps half of the hash beside the number, so that nearly all
/// comparisons of bytes are of equal texts.
struct TextTable {
  private var arena: [UInt8] = []
  private var ends: [Int] = []
  private var slots: [UInt64]
  private var last: Int32 = -1

  /// An empty table.
  init() { slots = Array(repeating: 0, count: 64) }

  /// How many distinct texts there are.
  var count: Int { ends.count }

  /// The text of a number.
  subscript(number: Int) -> String { String(decoding: arena[range(number)], as: UTF8.self) }

  /// The number of a text, which is added where it is new.
  ///
  /// - Complexity: O(length); nothing is hashed where the text is the one asked for last.
  mutating func number(of text: UnsafeBufferPointer<UInt8>) -> Int32 {
    if last >= 0, isEqual(Int(last), text) { return last }
    let hash = ByteHash.of(text)
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] != 0 {
      let number = Int(truncatingIfNeeded: slots[place] & 0xFFFF_FFFF) - 1
      if slots[place] >> 32 == hash >> 32, isEqual(number, text) {
        last = Int32(number)
        return last
      }
      place = (place + 1) & mask
    }
    slots[place] = (hash >> 32) << 32 | UInt64(ends.count + 1)
    arena.append(contentsOf: text)
    ends.append(arena.count)
    last = Int32(ends.count - 1)
    if ends.count * 2 > slots.count { grow() }
    return last
  }

  /// The number of a text, which is added where it is new.
  mutating func number(of text: String) -> Int32 {
    var text = text
    return text.withUTF8 { number(of: $0) }
  }

  private func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }

  private func isEqual(_ number: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = range(number)
    guard range.count == text.count else { return false }
    return arena.withUnsafeBufferPointer { arena in
      for i in 0..<text.count where arena[range.lowerBound + i] != text[i] { return false }
      return true
    }
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    arena.withUnsafeBufferPointer { arena in
      for number in ends.indices {
        let hash = ByteHash.of(UnsafeBufferPointer(rebasing: arena[range(number)]))
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0 { place = (place + 1) & mask }
        slots[place] = (hash >> 32) << 32 | UInt64(number + 1)
      }
    }
  }
}

/// Numbers distinct pairs of small numbers in the order in which they first appear.
struct PairTable {
  private(set) var pairs: [UInt64] = []
  private var slots: [Int32]

  /// An empty table.
  init() { slots = Array(repeating: -1, count: 64) }

  /// How many distinct pairs there are.
  var count: Int { pairs.count }

  /// The first half of a pair.
  func first(_ number: Int) -> Int32 { Int32(truncatingIfNeeded: pairs[number] >> 32) }

  /// The second half of a pair.
  func second(_ number: Int) -> Int32 { Int32(truncatingIfNeeded: pairs[number]) }

  /// The number of a pair, which is added where it is new.
  mutating func number(of first: Int32, _ second: Int32) -> Int32 {
    let pair = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: ByteHash.mixed(pair)) & mask
    while slots[place] >= 0 {
      if pairs[Int(slots[place])] == pair { return slots[place] }
      place = (place + 1) & mask
    }
    slots[place] = Int32(pairs.count)
    pairs.append(pair)
    let number = slots[place]
    if pairs.count * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for (number, pair) in pairs.enumerated() {
      var place = Int(truncatingIfNeeded: ByteHash.mixed(pair)) & mask
      while slots[place] >= 0 { place = (place + 1) & mask }
      slots[place] = Int32(number)
    }
  }
}

/// A hash of bytes for tables that live as long as one import; never kept.
enum ByteHash {
  /// Eight bytes at a time, multiplied to 128 bits and folded.
  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
    let raw = UnsafeRawBufferPointer(bytes)
    var i = 0
    while i + 8 <= raw.count {
      hash = folded(hash ^ raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      i += 8
    }
    var rest: UInt64 = 0
    while i < raw.count {
      rest = rest << 8 | UInt64(raw[i])
      i += 1
    }
    return mixed(hash ^ rest)
  }

  /// Spreads the bits of a number over all of the result.
  static func mixed(_ value: UInt64) -> UInt64 { folded(folded(value ^ 0xA076_1D64_78BD_642F)) }

  private static func folded(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return high ^ low
  }
}
