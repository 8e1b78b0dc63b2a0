/// Reads a file of item numbers: one basket a line, blanks between, any line ends.
///
/// One pass over the bytes makes the numbers, one over the numbers makes dense, ascending positions.
struct BasketNumbers {
  private var numbers: [UInt32] = []
  private var lineEnds: [Int] = []

  /// Finds the numbers and the ends of lines.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    numbers.reserveCapacity(bytes.count / 4 + 16)
    lineEnds.reserveCapacity(bytes.count / 24 + 16)
    var i = 0
    let end = bytes.count
    while i < end {
      let byte = bytes[i]
      if byte &- 48 < 10 {
        var value = UInt64(byte &- 48)
        var next = i + 1
        while next < end, bytes[next] &- 48 < 10 {
          value = value &* 10 &+ UInt64(bytes[next] &- 48)
          next += 1
        }
        let isWhole = next == end || bytes[next] <= 32
        guard isWhole, next - i <= 10, value <= UInt64(UInt32.max) else {
          throw badToken(bytes, at: i)
        }
        numbers.append(UInt32(truncatingIfNeeded: value))
        i = next
      } else if byte == 10 {
        lineEnds.append(numbers.count)
        i += 1
      } else if byte == 32 || byte == 9 || byte == 13 {
        i += 1
      } else {
        throw badToken(bytes, at: i)
      }
    }
    if lineEnds.last ?? 0 != numbers.count { lineEnds.append(numbers.count) }
  }

  /// The baskets, numbers in ascending positions.
  func baskets(maximumSize: Int?) throws -> Baskets {
    guard !numbers.isEmpty else { throw BasketTextError.noBaskets }
    let (distinct, places) = numbering()
    var omitted = Baskets.Omissions()
    var offsets = [0]
    offsets.reserveCapacity(lineEnds.count + 1)
    let limit = maximumSize ?? .max
    let entries = [Int32](unsafeUninitializedCapacity: numbers.count) { out, filled in
      var start = 0
      for end in lineEnds {
        let first = filled
        for i in start..<end {
          out[filled + i - start] = place(of: numbers[i], in: places, distinct)
        }
        let size = Self.sortDistinct(out.baseAddress, from: first, count: end - start)
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
    return Baskets(
      items: ItemIndex(numbers: distinct), offsets: offsets, entries: entries, omitted: omitted)
  }

  /// The distinct numbers in ascending order, and where each stands among them.
  ///
  /// There are no places where numbers are so far apart that they are searched for instead.
  private func numbering() -> (distinct: [Int64], places: [Int32]) {
    let highest = Int(numbers.max() ?? 0)
    guard highest <= 16 * numbers.count + 65_536 else {
      return (Set(numbers).sorted().map(Int64.init), [])
    }
    var places = [Int32](repeating: -1, count: highest + 1)
    for number in numbers { places[Int(number)] = 0 }
    var distinct: [Int64] = []
    for number in 0...highest where places[number] == 0 {
      places[number] = Int32(distinct.count)
      distinct.append(Int64(number))
    }
    return (distinct, places)
  }

  @inline(__always)
  private func place(of number: UInt32, in places: [Int32], _ distinct: [Int64]) -> Int32 {
    if !places.isEmpty { return places[Int(number)] }
    var (low, high) = (0, distinct.count)
    while low < high {
      let middle = (low + high) / 2
      if distinct[middle] < Int64(number) { low = middle + 1 } else { high = middle }
    }
    return Int32(low)
  }

  /// Sorts a short run in place and closes up duplicates; most files are sorted already.
  private static func sortDistinct(
    _ base: UnsafeMutablePointer<Int32>?, from first: Int, count: Int
  ) -> Int {
    guard let row = base.map({ $0 + first }), count > 1 else { return count }
    var ascends = true
    for i in 1..<count where row[i] <= row[i - 1] { ascends = false }
    guard !ascends else { return count }
    var run = UnsafeMutableBufferPointer(start: row, count: count)
    run.sort()
    var kept = 1
    for i in 1..<count where row[i] != row[kept - 1] {
      row[kept] = row[i]
      kept += 1
    }
    return kept
  }

  private func badToken(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> BasketTextError {
    var (first, end) = (start, start)
    while first > 0, bytes[first - 1] > 32 { first -= 1 }
    while end < bytes.count, bytes[end] > 32, end - first < 40 { end += 1 }
    return .notAnItemNumber(
      line: lineEnds.count + 1,
      text: String(decoding: bytes[first..<max(end, first)], as: UTF8.self))
  }
}
