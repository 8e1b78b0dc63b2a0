import CKernels

/// Reads a file of item numbers: one basket a line, blanks between, any line ends.
///
/// One pass over the bytes makes the numbers, one over the numbers makes dense, ascending positions in their place.
struct BasketNumbers {
  /// Numbers below 2³², as bits; the positions of the baskets are written over them.
  private var numbers: [Int32]
  private let lineEnds: [UInt32]

  /// Finds the numbers and the ends of lines.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    var (numbers, lineEnds): ([Int32], [UInt32]) = ([], [])
    var read = 0
    lineEnds = [UInt32](unsafeUninitializedCapacity: bytes.count + 1) { ends, lineCount in
      numbers = [Int32](unsafeUninitializedCapacity: bytes.count / 2 + 1) { found, numberCount in
        found.withMemoryRebound(to: UInt32.self) { found in
          read = rapport_read_numbers(
            bytes.baseAddress, bytes.count, found.baseAddress, &numberCount, ends.baseAddress,
            &lineCount)
        }
      }
    }
    guard read == bytes.count else {
      throw Self.badToken(bytes, at: read, line: lineEnds.count + 1)
    }
    if lineEnds.last ?? 0 != numbers.count { lineEnds.append(UInt32(numbers.count)) }
    (self.numbers, self.lineEnds) = (numbers, lineEnds)
  }

  /// The baskets, numbers in ascending positions.
  consuming func baskets(maximumSize: Int?) throws -> Baskets {
    guard !numbers.isEmpty else { throw BasketTextError.noBaskets }
    let (distinct, places) = numbering()
    var omitted = Baskets.Omissions()
    var offsets = [0]
    offsets.reserveCapacity(lineEnds.count + 1)
    let limit = maximumSize ?? .max
    var (start, filled) = (0, 0)
    numbers.withUnsafeMutableBufferPointer { numbers in
      places.withUnsafeBufferPointer { places in
        for end in lineEnds {
          let end = Int(end)
          let size = Self.place(start..<end, of: numbers, at: filled, places, distinct)
          omitted.duplicates += end - start - size
          start = end
          if size == 0 {
            omitted.empty += 1
          } else if size > limit {
            omitted.large += 1
          } else {
            filled += size
            offsets.append(filled)
          }
        }
      }
    }
    numbers.removeLast(numbers.count - filled)
    return Baskets(
      items: ItemIndex(numbers: distinct), offsets: offsets, entries: numbers, omitted: omitted)
  }

  /// Writes the places of one basket's numbers, ascending and distinct, where earlier numbers were; most files are
  /// sorted already.
  ///
  /// - Returns: How many there are.
  @inline(__always)
  private static func place(
    _ range: Range<Int>, of numbers: UnsafeMutableBufferPointer<Int32>, at filled: Int,
    _ places: UnsafeBufferPointer<Int32>, _ distinct: [Int64]
  ) -> Int {
    var ascends = true
    var last: Int32 = -1
    for i in range {
      let number = UInt32(bitPattern: numbers[i])
      let place = places.isEmpty ? Self.place(of: number, in: distinct) : places[Int(number)]
      numbers[filled &+ i &- range.lowerBound] = place
      ascends = ascends && place > last
      last = place
    }
    guard !ascends else { return range.count }
    let row = UnsafeMutableBufferPointer(rebasing: numbers[filled..<filled + range.count])
    return Self.sortDistinct(row, count: range.count)
  }

  /// The distinct numbers in ascending order, and where each stands among them.
  ///
  /// There are no places where numbers are so far apart that they are searched for instead.
  private func numbering() -> (distinct: [Int64], places: [Int32]) {
    var highest: UInt32 = 0
    for number in numbers { highest = max(highest, UInt32(bitPattern: number)) }
    guard Int(highest) <= 16 * numbers.count + 65_536 else {
      return (Set(numbers).map { Int64(UInt32(bitPattern: $0)) }.sorted(), [])
    }
    var places = [Int32](repeating: -1, count: Int(highest) + 1)
    places.withUnsafeMutableBufferPointer { places in
      for number in numbers { places[Int(UInt32(bitPattern: number))] = 0 }
    }
    var distinct: [Int64] = []
    for number in places.indices where places[number] == 0 {
      places[number] = Int32(distinct.count)
      distinct.append(Int64(number))
    }
    return (distinct, places)
  }

  private static func place(of number: UInt32, in distinct: [Int64]) -> Int32 {
    var (low, high) = (0, distinct.count)
    while low < high {
      let middle = (low + high) / 2
      if distinct[middle] < Int64(number) { low = middle + 1 } else { high = middle }
    }
    return Int32(low)
  }

  /// Sorts a short run in place and closes up duplicates.
  private static func sortDistinct(_ row: UnsafeMutableBufferPointer<Int32>, count: Int) -> Int {
    var run = UnsafeMutableBufferPointer(rebasing: row[..<count])
    run.sort()
    var kept = 1
    for i in 1..<count where run[i] != run[kept - 1] {
      run[kept] = run[i]
      kept += 1
    }
    return kept
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
