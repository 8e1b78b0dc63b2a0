import Compute

/// Sorts positions by numbers, in time that does not depend on how often they are equal.
///
/// The bits of a floating-point number, with the sign turned, are ordered as the numbers are; they are sorted
/// 11 bits at a time, lowest first, which keeps the order of equal keys (Knuth, TAOCP 3, 5.2.5).
enum KeyOrder {
  private struct Keyed: BitwiseCopyable {
    var key: UInt64
    var position: Int32
  }

  private static let bits = 11
  private static let passes = 6

  /// The positions of some numbers in ascending order; equal numbers by ascending position.
  ///
  /// The numbers must not be NaN.
  ///
  /// - Complexity: O(n), 12 passes over the memory.
  static func ascending(_ values: [Double]) -> [Int32] { order(values.map { Self.key(of: $0) }) }

  /// The positions of some numbers in descending order; equal numbers by ascending position.
  static func descending(_ values: [Double]) -> [Int32] { order(values.map { ~Self.key(of: $0) }) }

  private static func key(of value: Double) -> UInt64 {
    let pattern = (value + 0).bitPattern
    return pattern >> 63 == 1 ? ~pattern : pattern | 1 << 63
  }

  /// Sorts positions by their keys.
  private static func order(_ keys: [UInt64]) -> [Int32] {
    let (buckets, mask) = (1 << bits, UInt64(1 << bits - 1))
    var tallies = [Int32](repeating: 0, count: passes * buckets)
    for key in keys {
      for pass in 0..<passes {
        tallies[pass * buckets + Int(key >> UInt64(pass * bits) & mask)] += 1
      }
    }
    var from = AlignedBuffer<Keyed>(unfilled: keys.count)
    var to = AlignedBuffer<Keyed>(unfilled: keys.count)
    for place in keys.indices {
      from.pointer[place] = Keyed(key: keys[place], position: Int32(place))
    }
    for pass in 0..<passes {
      var starts = Array(tallies[pass * buckets..<(pass + 1) * buckets])
      // Where all keys agree in these bits there is nothing to do.
      guard !starts.contains(Int32(keys.count)) else { continue }
      var sum: Int32 = 0
      for bucket in 0..<buckets { (starts[bucket], sum) = (sum, sum + starts[bucket]) }
      for keyed in from.elements {
        let bucket = Int(keyed.key >> UInt64(pass * bits) & mask)
        to.pointer[Int(starts[bucket])] = keyed
        starts[bucket] += 1
      }
      swap(&from, &to)
    }
    return from.elements.map(\.position)
  }
}
