import CKernels
import Compute

/// Writes frequent sets as text, one a line: items separated by blanks, then the count in parentheses.
///
/// The text of the path is kept, so a line is one copy of it, one item and one count from a table. Of a set
/// with perfect extensions the ends of lines are made once for the subsets of the last few of them; every
/// path through the others is then written before each of these ends.
struct ItemsetText: ItemsetReceiver {
  static let keepsOrder = true

  let maximumLength: Int
  private let words: ItemsetWords
  private let output: OrderedOutput
  private let path: UnsafeMutablePointer<UInt8>
  private let pathEnds: UnsafeMutablePointer<Int>
  /// The ends of lines for each subset of the last few perfect extensions, and their lengths.
  private let ends: UnsafeMutablePointer<UInt8>
  private let endLengths: UnsafeMutablePointer<UInt8>
  private var memory: AlignedBuffer<UInt8>
  private var buffer: UnsafeMutablePointer<UInt8>
  private var length = 0
  private var tally: ItemsetTally
  /// The branch that is searched now.
  private var branch = 0
  private var hasFailed = false
  /// The most perfect extensions that ends of lines are made for, and the bytes of one end.
  private static let mostInEnds = 5
  private static let endBytes = 32

  /// Writes sets of up to `longest` items to an output that all threads share.
  init(
    words: ItemsetWords, maximumLength: Int, longest: Int, limit: Int, output: OrderedOutput
  ) {
    self.words = words
    self.maximumLength = maximumLength
    self.output = output
    let longestPath = (longest + 1) * words.longestItem
    path = .allocate(capacity: longestPath + 128)
    path.initialize(repeating: 0, count: longestPath + 128)
    pathEnds = .allocate(capacity: longest + 2)
    pathEnds.initialize(repeating: 0, count: longest + 2)
    tally = ItemsetTally(maximumLength: maximumLength, longest: longest, limit: limit)
    ends = .allocate(capacity: Self.endBytes * (1 << Self.mostInEnds + 1))
    endLengths = .allocate(capacity: 1 << Self.mostInEnds)
    memory = AlignedBuffer(
      unfilled: 1 << 17 + max(1 << 13, (longestPath + 128) << Self.mostInEnds))
    buffer = memory.pointer
  }

  /// Frees the buffers; the value must not be used afterwards.
  func deallocate() {
    path.deallocate()
    pathEnds.deallocate()
    ends.deallocate()
    endLengths.deallocate()
  }

  /// The number of sets written of each length.
  var byLength: [Int]? { tally.byLength() }

  var isFull: Bool { tally.isFull || hasFailed }

  @inline(__always)
  mutating func enter(_ item: Int32, at place: Int) {
    let start = pathEnds[place]
    pathEnds[place &+ 1] = start &+ words.copyItem(item, to: path + start)
  }

  @inline(__always)
  mutating func add(_ item: Int32, at place: Int, count: Int32) {
    let pathLength = pathEnds[place]
    if length &+ pathLength &+ words.longestItem &+ 64 > memory.count { send(isEnd: false) }
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
    tally.add(item, at: place, count: count)
  }

  @inline(__always)
  mutating func report(
    _ item: Int32, at place: Int, count: Int32, perfect: UnsafePointer<Int32>, perfectCount: Int
  ) {
    if perfectCount > 0 {
      addCube(of: item, at: place, count: count, perfect: perfect, perfectCount: perfectCount)
    } else {
      add(item, at: place, count: count)
    }
  }

  mutating func begin(branch: Int) { self.branch = branch }

  mutating func end(branch: Int) { send(isEnd: true) }

  /// Writes a set with every subset of its perfect extensions.
  private mutating func addCube(
    of item: Int32, at place: Int, count: Int32, perfect: UnsafePointer<Int32>, perfectCount: Int
  ) {
    let isWhole = place &+ perfectCount < maximumLength
    if isWhole, perfectCount > ItemsetTally.mostPerfect {
      // No file holds that many lines: they are counted, which spends any budget.
      return tally.report(
        item, at: place, count: count, perfect: perfect, perfectCount: perfectCount)
    }
    // For a line or three the ends of lines are not worth making.
    guard words.areShort, isWhole, perfectCount > 2 else {
      add(item, at: place, count: count)
      guard place &+ 1 < maximumLength else { return }
      enter(item, at: place)
      return addSubsets(of: perfect, perfectCount, at: place &+ 1, count: count)
    }
    enter(item, at: place)
    tally.report(item, at: place, count: count, perfect: perfect, perfectCount: perfectCount)
    let inEnds = prepareEnds(perfect, perfectCount, count: count)
    addPaths(perfect, 0..<perfectCount &- inEnds, at: place &+ 1, lines: 1 &<< inEnds)
  }

  /// Makes the ends of lines for the last perfect extensions, as many as fit.
  ///
  /// - Returns: How many extensions are in the ends; at least one.
  private func prepareEnds(_ perfect: UnsafePointer<Int32>, _ perfectCount: Int, count: Int32)
    -> Int
  {
    var countText = words.block(ofCount: count)
    var bytes = Int(countText[15])
    var inEnds = 0
    while inEnds < min(Self.mostInEnds, perfectCount) {
      bytes &+= words.length(of: perfect[perfectCount &- 1 &- inEnds])
      if bytes > Self.endBytes { break }
      inEnds &+= 1
    }
    withUnsafeBytes(of: &countText) { countText in
      _ = words.withBlocks { blocks in
        rapport_line_ends(
          blocks, perfect + (perfectCount &- inEnds), inEnds,
          countText.baseAddress?.assumingMemoryBound(to: UInt8.self), ends, endLengths)
      }
    }
    return inEnds
  }

  /// Writes the path with every subset of some items, and every end after each of these.
  private mutating func addPaths(
    _ items: UnsafePointer<Int32>, _ range: Range<Int>, at place: Int, lines: Int
  ) {
    if isFull { return }
    let pathLength = pathEnds[place]
    if length &+ lines &* (pathLength &+ Self.endBytes) &+ 128 > memory.count {
      send(isEnd: false)
    }
    length &+= rapport_write_lines(path, pathLength, ends, endLengths, lines, buffer + length)
    for i in range {
      enter(items[i], at: place)
      addPaths(items, i &+ 1..<range.upperBound, at: place &+ 1, lines: lines)
    }
  }

  private mutating func send(isEnd: Bool) {
    if !output.add(&memory, &length, branch: branch, isEnd: isEnd) { hasFailed = true }
    buffer = memory.pointer
  }
}
