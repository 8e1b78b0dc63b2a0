/// Order among many numbers in linear time, by their bits instead of by comparisons.
enum RadixOrder {
  /// The bits of a number, turned so that they ascend as the numbers do; both zeros are equal.
  @inline(__always)
  static func key(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  @inline(__always)
  private static func value(_ key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
  }

  /// The numbers in ascending order; none may be NaN.
  ///
  /// Byte by byte from the last one (Knuth, *The Art of Computer Programming* 3, 5.2.5); bytes that all
  /// numbers share cost nothing, so whole numbers and money are cheap.
  ///
  /// - Complexity: O(n) for n numbers.
  static func ascending(_ values: [Double]) -> [Double] {
    guard values.count > 2048 else { return values.sorted() }
    var keys = values.map(key)
    var moved = [UInt64](repeating: 0, count: keys.count)
    let counts = byteCounts(keys)
    for byte in 0..<8 {
      let bucket = counts[byte * 256..<(byte + 1) * 256]
      guard !bucket.contains(keys.count) else { continue }
      var next = [Int](repeating: 0, count: 256)
      for digit in 1..<256 { next[digit] = next[digit - 1] + bucket[byte * 256 + digit - 1] }
      let shift = UInt64(byte * 8)
      for key in keys {
        let digit = Int(truncatingIfNeeded: key >> shift & 255)
        moved[next[digit]] = key
        next[digit] += 1
      }
      swap(&keys, &moved)
    }
    return keys.map(value)
  }

  private static func byteCounts(_ keys: [UInt64]) -> [Int] {
    var counts = [Int](repeating: 0, count: 8 * 256)
    for key in keys {
      for byte in 0..<8 {
        counts[byte * 256 + Int(truncatingIfNeeded: key >> UInt64(byte * 8) & 255)] += 1
      }
    }
    return counts
  }

  /// The numbers that stand at some ranks of ascending order, rank 0 being the smallest.
  ///
  /// Counts the numbers by their leading bits, and sorts only those that share them with a wanted one.
  ///
  /// - Parameters:
  ///   - ranks: From 0 to below `count`, in any order.
  ///   - count: How many numbers there are, at least one.
  ///   - number: The number at a place, from 0 to below `count`; it is asked for twice.
  /// - Returns: One number a rank, in the order of the ranks.
  /// - Complexity: O(n) for n numbers.
  static func values(
    at ranks: [Int], of count: Int, _ number: (Int) -> Double
  ) -> [Double] {
    var counts = [Int32](repeating: 0, count: 1 << 16)
    for place in 0..<count { counts[Int(key(number(place)) >> 48)] += 1 }
    var wanted: [(bucket: Int, rank: Int)] = []
    for rank in ranks {
      var (bucket, below) = (0, 0)
      while below + Int(counts[bucket]) <= rank {
        below += Int(counts[bucket])
        bucket += 1
      }
      wanted.append((bucket, rank - below))
    }
    var gathered: [[Double]] = []
    var placeOf = [Int32](repeating: -1, count: 1 << 16)
    for (bucket, _) in wanted where placeOf[bucket] < 0 {
      placeOf[bucket] = Int32(gathered.count)
      gathered.append([])
      gathered[gathered.count - 1].reserveCapacity(Int(counts[bucket]))
    }
    for place in 0..<count {
      let number = number(place)
      let gatheredPlace = Int(placeOf[Int(key(number) >> 48)])
      if gatheredPlace >= 0 { gathered[gatheredPlace].append(number + 0) }
    }
    for place in gathered.indices { gathered[place] = ascending(gathered[place]) }
    return wanted.map { gathered[Int(placeOf[$0.bucket])][$0.rank] }
  }
}
