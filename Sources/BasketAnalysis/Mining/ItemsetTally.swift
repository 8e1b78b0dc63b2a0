import CKernels

/// Counts frequent sets by length without looking at each: p perfect extensions multiply a set by 2ᵖ, of which
/// C(p, k) are k items longer.
struct ItemsetTally: ItemsetReceiver {
  let maximumLength: Int
  private let limit: Int
  /// Sets by (place, perfect extensions), with room for 63 of the latter.
  private var cells: [Int]
  private var found: UInt = 0
  /// Sets of each length that came with more perfect extensions than there are cells for.
  private var overflowing: [Int]
  private(set) var hasOverflown = false

  private static let stride = 64
  /// The most perfect extensions that cells are for: more make nearly as many sets as there are numbers.
  static let mostPerfect = 61

  /// Counts sets up to a length and stops after a number of them.
  init(maximumLength: Int, longest: Int, limit: Int) {
    self.maximumLength = maximumLength
    self.limit = limit
    cells = [Int](repeating: 0, count: (longest + 1) * Self.stride)
    overflowing = [Int](repeating: 0, count: longest + 1)
  }

  var isFull: Bool { found > UInt(limit) || hasOverflown }

  @inline(__always)
  mutating func enter(_ item: Int32, at place: Int) {}

  @inline(__always)
  mutating func add(_ item: Int32, at place: Int, count: Int32) {
    cells.withUnsafeMutableBufferPointer { $0[place &* Self.stride] &+= 1 }
    found &+= 1
  }

  @inline(__always)
  mutating func report(
    _ item: Int32, at place: Int, count: Int32, perfect: UnsafePointer<Int32>, perfectCount: Int
  ) {
    guard perfectCount <= Self.mostPerfect else { return addMany(at: place, perfectCount) }
    cells.withUnsafeMutableBufferPointer { $0[place &* Self.stride &+ perfectCount] &+= 1 }
    let isWhole = place &+ perfectCount < maximumLength
    found = found.addingSaturating(isWhole ? 1 &<< perfectCount : 1)
  }

  mutating func reportTable(
    _ table: UnsafePointer<Int32>, of items: UnsafePointer<Int32>, _ itemCount: Int,
    minimum: Int32, at place: Int, perfect: UnsafeMutablePointer<Int32>, perfectCount: Int
  ) {
    guard itemCount > 4 || perfectCount > Self.mostPerfect || maximumLength < .max else {
      return addSubsets(of: table, itemCount, minimum: minimum, at: place, perfectCount)
    }
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: 20) { lengths in
      guard let base = lengths.baseAddress else { return }
      lengths.initialize(repeating: 0)
      rapport_tally_table(table, itemCount, minimum, base)
      for length in 1...itemCount where lengths[length] > 0 && place + length <= maximumLength {
        let number = Int(lengths[length])
        if perfectCount <= Self.mostPerfect {
          cells[(place + length - 1) * Self.stride + perfectCount] += number
          if maximumLength == .max {
            let (ways, isTooMany) = number.multipliedReportingOverflow(
              by: 1 << perfectCount)
            found = found.addingSaturating(isTooMany ? .max : UInt(ways))
          }
        } else {
          for _ in 0..<number { addMany(at: place + length - 1, perfectCount) }
        }
      }
    }
  }

  /// Adds the frequent subsets of a few items one by one.
  @inline(__always)
  private mutating func addSubsets(
    of table: UnsafePointer<Int32>, _ itemCount: Int, minimum: Int32, at place: Int,
    _ perfectCount: Int
  ) {
    var sets: UInt = 0
    cells.withUnsafeMutableBufferPointer { cells in
      for mask in 1..<1 &<< itemCount where table[mask] >= minimum {
        cells[(place &+ mask.nonzeroBitCount &- 1) &* Self.stride &+ perfectCount] &+= 1
        sets &+= 1
      }
    }
    let fits = sets <= UInt.max &>> UInt(perfectCount)
    found = found.addingSaturating(fits ? sets &<< UInt(perfectCount) : .max)
  }

  mutating func end(branch: Int) {}

  /// The number of sets of each length, or `nil` where it is beyond any number.
  func byLength() -> [Int]? {
    guard !hasOverflown, found <= UInt(Int.max) else { return nil }
    var tally = overflowing
    for cell in cells.indices where cells[cell] > 0 {
      let (place, perfect) = (cell / Self.stride, cell % Self.stride)
      for (more, ways) in Self.binomials(perfect, upTo: maximumLength - place - 1).enumerated()
      where place + more < tally.count {
        let (product, hasOverflown) = ways.multipliedReportingOverflow(by: cells[cell])
        let (sum, isTooLarge) = tally[place + more].addingReportingOverflow(product)
        if hasOverflown || isTooLarge { return nil }
        tally[place + more] = sum
      }
    }
    while tally.last == 0 { tally.removeLast() }
    return tally
  }

  private mutating func addMany(at place: Int, _ perfectCount: Int) {
    let ways = Self.binomials(perfectCount, upTo: maximumLength - place - 1)
    for (more, number) in ways.enumerated() where place + more < overflowing.count {
      overflowing[place + more] = overflowing[place + more].addingSaturating(number)
      found = found.addingSaturating(UInt(number))
    }
    if found > UInt(Int.max) { hasOverflown = true }
  }

  /// C(n, 0), C(n, 1), … up to C(n, last); a number that does not fit is the greatest there is.
  private static func binomials(_ n: Int, upTo last: Int) -> [Int] {
    var row = [1]
    for k in 0..<max(0, min(n, last)) {
      let (high, low) = UInt(row[k]).multipliedFullWidth(by: UInt(n - k))
      let isTooLarge = row[k] == .max || high >= UInt(k + 1)
      let ways = isTooLarge ? .max : UInt(k + 1).dividingFullWidth((high, low)).quotient
      row.append(Int(clamping: ways))
    }
    return row
  }
}

extension FixedWidthInteger {
  /// The sum, or the greatest number where it does not fit.
  func addingSaturating(_ other: Self) -> Self {
    let (sum, isTooLarge) = addingReportingOverflow(other)
    return isTooLarge ? .max : sum
  }
}
