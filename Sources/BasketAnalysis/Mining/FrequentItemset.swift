import Commerce

/// Items that are together in many baskets.
public struct FrequentItemset: Sendable, Hashable {
  /// Positions in the baskets' item index, ascending.
  public let items: [Int32]
  /// In how many baskets all of them are.
  public let count: Int

  /// Makes a set from ascending positions and its count.
  public init(items: [Int32], count: Int) {
    self.items = items
    self.count = count
  }
}

/// Frequent sets in flat arrays: millions of them without an allocation each.
public struct FrequentItemsets: Sendable, Equatable {
  /// The items of all sets, one after another; ascending within each set.
  public private(set) var items: [Int32] = []
  /// Set i has `items[starts[i] ..< starts[i + 1]]`.
  public private(set) var starts: [Int] = [0]
  /// The count of each set.
  public private(set) var counts: [Int32] = []
  /// The number of baskets they were mined from.
  public let baskets: Int
  /// The least count that was asked for.
  public let minimumCount: Int

  /// No sets yet.
  init(baskets: Int, minimumCount: Int) {
    self.baskets = baskets
    self.minimumCount = minimumCount
  }

  /// Adds a set whose items ascend.
  mutating func append(_ set: some Collection<Int32>, count: Int) {
    items.append(contentsOf: set)
    starts.append(items.count)
    counts.append(Int32(count))
  }

  /// Adds items, sorted by insertion, to a set that is not closed yet.
  mutating func appendSorting(_ path: ArraySlice<Int32>, _ item: Int32) {
    let start = items.count
    items.append(contentsOf: path)
    items.append(item)
    items.withUnsafeMutableBufferPointer { items in
      for i in items.indices.dropFirst(start + 1) {
        let moving = items[i]
        var place = i
        while place > start, items[place - 1] > moving {
          items[place] = items[place - 1]
          place -= 1
        }
        items[place] = moving
      }
    }
  }

  /// Ends a set whose items have been added.
  mutating func closeSet(count: Int32) {
    starts.append(items.count)
    counts.append(count)
  }

  /// Adds some of the sets of another collection.
  mutating func append(contentsOf other: FrequentItemsets, _ range: Range<Int>) {
    let (first, last) = (other.starts[range.lowerBound], other.starts[range.upperBound])
    let shift = items.count - first
    items.append(contentsOf: other.items[first..<last])
    starts.append(
      contentsOf: other.starts[range.lowerBound + 1..<range.upperBound + 1].map { $0 + shift })
    counts.append(contentsOf: other.counts[range])
  }

  /// The same sets ordered by length and then by items, which is how they are compared and shown.
  ///
  /// - Complexity: O(n log n).
  public func ordered() -> FrequentItemsets {
    let order = indices.sorted { a, b in
      let (lengthA, lengthB) = (starts[a + 1] - starts[a], starts[b + 1] - starts[b])
      if lengthA != lengthB { return lengthA < lengthB }
      return items[starts[a]..<starts[a + 1]].lexicographicallyPrecedes(
        items[starts[b]..<starts[b + 1]])
    }
    var result = FrequentItemsets(baskets: baskets, minimumCount: minimumCount)
    for i in order { result.append(items[starts[i]..<starts[i + 1]], count: Int(counts[i])) }
    return result
  }

  /// How many sets there are of each length, beginning with single items.
  public var byLength: [Int] {
    var tally: [Int] = []
    for i in 0..<counts.count {
      let length = starts[i + 1] - starts[i]
      while tally.count < length { tally.append(0) }
      tally[length - 1] += 1
    }
    return tally
  }
}

extension FrequentItemsets: RandomAccessCollection {
  /// The first index.
  public var startIndex: Int { 0 }
  /// One past the last index.
  public var endIndex: Int { counts.count }
  /// One set as a value of its own.
  public subscript(index: Int) -> FrequentItemset {
    FrequentItemset(
      items: Array(items[starts[index]..<starts[index + 1]]), count: Int(counts[index]))
  }
}

extension FrequentItemsets {
  /// Writes sets that are in memory as the miner writes them.
  func write(to output: OrderedOutput, items index: ItemIndex) {
    for set in 0..<count {
      let names = items[starts[set]..<starts[set + 1]].map { index[Int($0)].text }
      output.add(Array("\(names.joined(separator: " ")) (\(counts[set]))\n".utf8))
    }
  }
}
