/// The text of items and counts, ready to be copied in blocks of 16 bytes.
///
/// An item's word ends with a blank, a count's with the line: a line is the words of its items and of its count.
final class ItemsetWords: Sendable {
  /// The bytes of the longest item with its blank.
  let longestItem: Int
  /// Whether all words fit blocks: up to 15 bytes, their number in the last byte.
  let areShort: Bool
  private let items: [UInt8]
  private let ends: [Int]
  private let blocks: [SIMD16<UInt8>]
  private let counts: [SIMD16<UInt8>]
  /// The lowest count that was prepared.
  private let lowest: Int

  /// Prepares the items of each rank, and counts from the lowest on: most sets are near it.
  init(items names: [String], counts range: ClosedRange<Int>) {
    var (bytes, ends): ([UInt8], [Int]) = ([], [0])
    var longest = 0
    for name in names {
      bytes += Array(name.utf8) + [32]
      longest = max(longest, bytes.count - ends[ends.count - 1])
      ends.append(bytes.count)
    }
    longestItem = longest
    areShort = longest < 16
    self.ends = ends
    items = bytes
    blocks = longest < 16 ? names.indices.map { Self.block(bytes[ends[$0]..<ends[$0 + 1]]) } : []
    lowest = range.lowerBound
    counts = Self.blocks(of: range.lowerBound...min(range.upperBound, range.lowerBound + 32_767))
  }

  /// The words of all items, block after block.
  @inline(__always)
  func withBlocks<Result>(_ body: (UnsafePointer<UInt8>) -> Result?) -> Result? {
    blocks.withUnsafeBytes { bytes in
      bytes.baseAddress.flatMap { body($0.assumingMemoryBound(to: UInt8.self)) }
    }
  }

  /// The bytes of an item's word.
  @inline(__always)
  func length(of item: Int32) -> Int { ends[Int(item) &+ 1] &- ends[Int(item)] }

  /// The word of a count; its last byte says how long it is.
  @inline(__always)
  func block(ofCount count: Int32) -> SIMD16<UInt8> {
    let place = Int(count) &- lowest
    return counts.indices.contains(place) ? counts[place] : Self.block(ofCount: Int(count))
  }

  /// Copies an item's word and returns its length; up to 16 bytes beyond its begin may be written.
  @inline(__always)
  func copyItem(_ item: Int32, to out: UnsafeMutablePointer<UInt8>) -> Int {
    guard areShort else { return copyLongItem(item, to: out) }
    return Self.copy(blocks[Int(item)], to: out)
  }

  /// Copies a count's word and returns its length; up to 16 bytes beyond its begin may be written.
  @inline(__always)
  func copyCount(_ count: Int32, to out: UnsafeMutablePointer<UInt8>) -> Int {
    Self.copy(block(ofCount: count), to: out)
  }

  private func copyLongItem(_ item: Int32, to out: UnsafeMutablePointer<UInt8>) -> Int {
    let range = ends[Int(item)]..<ends[Int(item) + 1]
    items.withUnsafeBufferPointer { items in
      if let start = items.baseAddress {
        out.update(from: start + range.lowerBound, count: range.count)
      }
    }
    return range.count
  }

  @inline(__always)
  private static func copy(_ block: SIMD16<UInt8>, to out: UnsafeMutablePointer<UInt8>) -> Int {
    UnsafeMutableRawPointer(out).storeBytes(of: block, as: SIMD16<UInt8>.self)
    return Int(block[15])
  }

  /// The blocks of some counts, each made from the one before by counting on.
  private static func blocks(of range: ClosedRange<Int>) -> [SIMD16<UInt8>] {
    var block = block(ofCount: range.lowerBound)
    return range.map { count in
      defer {
        var place = Int(block[15]) - 3
        while place > 0, block[place] == 57 {
          block[place] = 48
          place -= 1
        }
        if place > 0 { block[place] += 1 } else { block = Self.block(ofCount: count + 1) }
      }
      return block
    }
  }

  /// Up to 15 bytes of text with their number in the last byte.
  private static func block(_ text: ArraySlice<UInt8>) -> SIMD16<UInt8> {
    var block = SIMD16<UInt8>(repeating: 0)
    for (i, byte) in text.prefix(15).enumerated() { block[i] = byte }
    block[15] = UInt8(min(15, text.count))
    return block
  }

  /// The block of a count in parentheses with the end of the line, made digit by digit from the last.
  private static func block(ofCount count: Int) -> SIMD16<UInt8> {
    var (digits, limit) = (1, 10)
    while count >= limit, digits < 12 { (digits, limit) = (digits + 1, limit * 10) }
    var block = SIMD16<UInt8>(repeating: 0)
    block[0] = 40
    var rest = count
    for place in stride(from: digits, through: 1, by: -1) {
      block[place] = UInt8(48 + rest % 10)
      rest /= 10
    }
    block[digits + 1] = 41
    block[digits + 2] = 10
    block[15] = UInt8(digits + 3)
    return block
  }
}
