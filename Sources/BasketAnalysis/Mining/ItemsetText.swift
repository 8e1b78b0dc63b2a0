import Commerce

/// Writes frequent sets as text, one a line: items separated by blanks, then the count in parentheses.
///
/// The text of the path is kept, so a line is one copy of it, one item and one count from a table: all in
/// blocks of 16 bytes that may write beyond their end.
struct ItemsetText: ItemsetReceiver {
  let maximumLength: Int
  private let limit: Int
  private let words: ItemsetWords
  private var path: UnsafeMutablePointer<UInt8>
  private var pathEnds: UnsafeMutablePointer<Int>
  private var buffer: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private var length = 0
  private var tally: UnsafeMutablePointer<Int>
  private let longest: Int
  private var found = 0
  private let flush: (_ text: UnsafeRawBufferPointer, _ branch: Int, _ isEnd: Bool) -> Bool
  /// The branch that is searched now.
  private var branch = 0
  private var hasFailed = false
  /// The ends of lines for each subset of the last few perfect extensions, and their lengths.
  private var endings: UnsafeMutablePointer<UInt8>
  private var endingLengths: UnsafeMutablePointer<Int>
  private static let endingRoom = 80

  /// Writes sets of up to `longest` items; `flush` gets the text piece by piece and says whether to go on.
  init(
    words: ItemsetWords, maximumLength: Int, longest: Int, limit: Int,
    flush: @escaping (_ text: UnsafeRawBufferPointer, _ branch: Int, _ isEnd: Bool) -> Bool
  ) {
    self.words = words
    self.maximumLength = maximumLength
    self.limit = limit
    self.flush = flush
    self.longest = longest
    path = .allocate(capacity: (longest + 1) * (words.longestItem + 1) + 64)
    pathEnds = .allocate(capacity: longest + 2)
    pathEnds.initialize(repeating: 0, count: longest + 2)
    tally = .allocate(capacity: longest + 1)
    tally.initialize(repeating: 0, count: longest + 1)
    endings = .allocate(capacity: 8 * Self.endingRoom)
    endings.initialize(repeating: 0, count: 8 * Self.endingRoom)
    endingLengths = .allocate(capacity: 8)
    capacity = max(1 << 17, 10 * ((longest + 2) * (words.longestItem + 1) + 128))
    buffer = .allocate(capacity: capacity)
  }

  /// Frees the buffers; the value must not be used afterwards.
  func deallocate() {
    path.deallocate()
    pathEnds.deallocate()
    buffer.deallocate()
    tally.deallocate()
    endings.deallocate()
    endingLengths.deallocate()
  }

  /// The number of sets written of each length.
  var byLength: [Int] { (0...longest).map { tally[$0] } }

  var isFull: Bool { found > limit || hasFailed }

  @inline(__always)
  mutating func enter(_ item: Int32, at place: Int) {
    let start = pathEnds[place]
    let end = words.copyItem(item, to: path + start) &+ start
    path[end] = 32
    pathEnds[place &+ 1] = end &+ 1
  }

  @inline(__always)
  mutating func add(_ item: Int32, at place: Int, count: Int32) {
    let pathLength = pathEnds[place]
    let room = pathLength &+ words.longestItem &+ 64
    if length &+ room > capacity { send(isEnd: false) }
    let out = buffer + length
    var copied = 0
    while copied < pathLength {
      let block = UnsafeRawPointer(path + copied).loadUnaligned(as: SIMD16<UInt8>.self)
      UnsafeMutableRawPointer(out + copied).storeBytes(of: block, as: SIMD16<UInt8>.self)
      copied &+= 16
    }
    var end = pathLength &+ words.copyItem(item, to: out + pathLength)
    end &+= words.copyCount(count, to: out + end)
    length &+= end
    tally[place] &+= 1
    found &+= 1
  }

  @inline(__always)
  mutating func report(
    _ item: Int32, at place: Int, count: Int32, perfect: UnsafePointer<Int32>, perfectCount: Int
  ) {
    add(item, at: place, count: count)
    guard perfectCount > 0, place &+ 1 < maximumLength else { return }
    enter(item, at: place)
    let inEndings =
      place &+ perfectCount < maximumLength
      ? prepareEndings(of: perfect, perfectCount, count: count) : 0
    if inEndings > 0 {
      addCube(of: perfect, 0..<perfectCount &- inEndings, at: place &+ 1, inEndings, count: count)
    } else {
      addSubsets(of: perfect, perfectCount, at: place &+ 1, count: count)
    }
  }

  mutating func begin(branch: Int) { self.branch = branch }

  mutating func end(branch: Int) { send(isEnd: true) }

  /// Writes the ends of lines once: every subset of the last items with the count.
  ///
  /// - Returns: How many items are in the endings; 0 where these would be too long.
  private func prepareEndings(
    of items: UnsafePointer<Int32>, _ itemCount: Int, count: Int32
  ) -> Int {
    guard itemCount > 1, words.longestItem < 16 else { return 0 }
    let inEndings = min(3, itemCount)
    for mask in 1..<1 &<< inEndings {
      let text = endings + mask &* Self.endingRoom
      var length = 0
      for item in 0..<inEndings where mask &>> item & 1 == 1 {
        if length > 0 {
          text[length] = 32
          length &+= 1
        }
        length &+= words.copyItem(items[itemCount &- inEndings &+ item], to: text + length)
      }
      length &+= words.copyCount(count, to: text + length)
      guard length <= 32 else { return 0 }
      endingLengths[mask] = length
    }
    return inEndings
  }

  /// Adds the path with every subset of some items and of those in the endings, but for the path itself.
  private mutating func addCube(
    of items: UnsafePointer<Int32>, _ range: Range<Int>, at place: Int, _ inEndings: Int,
    count: Int32
  ) {
    if isFull { return }
    addEndings(inEndings, at: place)
    for i in range {
      add(items[i], at: place, count: count)
      enter(items[i], at: place)
      addCube(of: items, i &+ 1..<range.upperBound, at: place &+ 1, inEndings, count: count)
    }
  }

  /// Adds the path with each of the endings.
  @inline(__always)
  private mutating func addEndings(_ inEndings: Int, at place: Int) {
    let lines = 1 &<< inEndings
    let pathLength = pathEnds[place]
    if length &+ lines &* (pathLength &+ 64) > capacity { send(isEnd: false) }
    var out = UnsafeMutableRawPointer(buffer + length)
    let source = UnsafeRawPointer(path)
    let first = source.loadUnaligned(as: SIMD16<UInt8>.self)
    let second = source.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
    for mask in 1..<lines {
      out.storeBytes(of: first, as: SIMD16<UInt8>.self)
      out.storeBytes(of: second, toByteOffset: 16, as: SIMD16<UInt8>.self)
      var copied = 32
      while copied < pathLength {
        let block = source.loadUnaligned(fromByteOffset: copied, as: SIMD16<UInt8>.self)
        out.storeBytes(of: block, toByteOffset: copied, as: SIMD16<UInt8>.self)
        copied &+= 16
      }
      let ending = UnsafeRawPointer(endings + mask &* Self.endingRoom)
      out.storeBytes(
        of: ending.loadUnaligned(as: SIMD16<UInt8>.self), toByteOffset: pathLength,
        as: SIMD16<UInt8>.self)
      out.storeBytes(
        of: ending.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self),
        toByteOffset: pathLength &+ 16, as: SIMD16<UInt8>.self)
      out += pathLength &+ endingLengths[mask]
      tally[place &+ mask.nonzeroBitCount &- 1] &+= 1
    }
    length = out - UnsafeMutableRawPointer(buffer)
    found &+= lines &- 1
  }

  private mutating func send(isEnd: Bool) {
    let text = UnsafeRawBufferPointer(start: buffer, count: length)
    if !flush(text, branch, isEnd) { hasFailed = true }
    length = 0
  }
}

/// The text of items and counts, ready to be copied in blocks of 16 bytes.
final class ItemsetWords: Sendable {
  /// The bytes of the longest item.
  let longestItem: Int
  private let items: [UInt8]
  private let ends: [Int]
  private let counts: [SIMD16<UInt8>]
  private let shortItems: [SIMD16<UInt8>]

  /// Prepares the items of each rank, and counts up to a limit.
  init(items names: [String], highestCount: Int) {
    var (bytes, ends): ([UInt8], [Int]) = ([], [0])
    for name in names {
      bytes += Array(name.utf8)
      ends.append(bytes.count)
    }
    longestItem = names.map(\.utf8.count).max() ?? 0
    self.ends = ends
    items = bytes
    shortItems = longestItem < 16 ? names.map { Self.block($0) } : []
    counts = (0...min(highestCount, 16_383)).map { Self.block(" (\($0))\n") }
  }

  /// Copies an item's text and returns its length; up to 16 bytes beyond its end may be written.
  @inline(__always)
  func copyItem(_ item: Int32, to out: UnsafeMutablePointer<UInt8>) -> Int {
    guard longestItem < 16 else { return copyLongItem(item, to: out) }
    return Self.copy(Int(item), of: shortItems, to: out)
  }

  /// Copies " (count)" and a line end and returns their length.
  @inline(__always)
  func copyCount(_ count: Int32, to out: UnsafeMutablePointer<UInt8>) -> Int {
    guard Int(count) < counts.count else {
      return Self.copy(Self.block(" (\(count))\n"), to: out)
    }
    return Self.copy(Int(count), of: counts, to: out)
  }

  private func copyLongItem(_ item: Int32, to out: UnsafeMutablePointer<UInt8>) -> Int {
    let range = ends[Int(item)]..<ends[Int(item) + 1]
    for i in range { out[i - range.lowerBound] = items[i] }
    return range.count
  }

  @inline(__always)
  private static func copy(
    _ number: Int, of blocks: [SIMD16<UInt8>], to out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    blocks.withUnsafeBytes { bytes in
      let block = bytes.load(fromByteOffset: number &* 16, as: SIMD16<UInt8>.self)
      UnsafeMutableRawPointer(out).storeBytes(of: block, as: SIMD16<UInt8>.self)
      return Int(bytes[number &* 16 &+ 15])
    }
  }

  private static func copy(_ block: SIMD16<UInt8>, to out: UnsafeMutablePointer<UInt8>) -> Int {
    UnsafeMutableRawPointer(out).storeBytes(of: block, as: SIMD16<UInt8>.self)
    return Int(block[15])
  }

  /// Up to 15 bytes of text with their number in the last byte.
  private static func block(_ text: String) -> SIMD16<UInt8> {
    var block = SIMD16<UInt8>(repeating: 0)
    for (i, byte) in text.utf8.prefix(15).enumerated() { block[i] = byte }
    block[15] = UInt8(min(15, text.utf8.count))
    return block
  }
}

extension FrequentItemsets {
  /// Writes sets that are in memory in the same form.
  func write(to output: OrderedOutput, items index: ItemIndex) {
    for set in 0..<count {
      let names = items[starts[set]..<starts[set + 1]].map { index[Int($0)].text }
      let line = Array("\(names.joined(separator: " ")) (\(counts[set]))\n".utf8)
      _ = line.withUnsafeBytes { output.add($0, branch: 0, isEnd: false) }
    }
  }
}
