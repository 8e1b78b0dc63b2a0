import Compute

extension Parallel {
  /// Works out one value a place, each written where it belongs, so that no number of threads changes it.
  func values<Value: Sendable>(
    _ count: Int, chunk: Int = 1 << 15, _ value: @Sendable (_ place: Int) -> Value
  ) -> [Value] {
    Array(unsafeUninitializedCapacity: count) { buffer, initialised in
      nonisolated(unsafe) let start = buffer.baseAddress
      forEachChunk(of: count, chunk: chunk) { _, piece in
        guard let start else { return }
        for place in piece { (start + place).initialize(to: value(place)) }
      }
      initialised = count
    }
  }

  /// Puts the parts of places one after another: their sizes are asked for first, so that nothing is ever
  /// held twice.
  ///
  /// - Parameters:
  ///   - count: How many places there are.
  ///   - size: How many values a place has.
  ///   - fill: Gives each value of a place with its number, in order.
  /// - Returns: All values; those of place i are `values[offsets[i] ..< offsets[i + 1]]`.
  func parts<Value: Sendable>(
    _ count: Int, size: @Sendable (_ place: Int) -> Int,
    fill: @Sendable (_ place: Int, _ put: (Int, Value) -> Void) -> Void
  ) -> (values: [Value], offsets: [Int]) {
    var offsets = [0]
    offsets.reserveCapacity(count + 1)
    for size in values(count, { Int32(size($0)) }) {
      offsets.append(offsets[offsets.count - 1] + Int(size))
    }
    let starts = offsets
    let all = starts[count]
    let joined = Array<Value>(unsafeUninitializedCapacity: all) { buffer, initialised in
      nonisolated(unsafe) let start = buffer.baseAddress
      forEachChunk(of: count, chunk: 1 << 15) { _, piece in
        guard let start else { return }
        for place in piece where starts[place] < starts[place + 1] {
          fill(place) { number, value in
            (start + starts[place] + number).initialize(to: value)
          }
        }
      }
      initialised = all
    }
    return (joined, offsets)
  }
}

/// How many different values an array holds; leaves it sorted.
func distinctCount(_ values: inout [Int32]) -> Int {
  guard values.count > 1 else { return values.count }
  values.sort()
  var count = 1
  for i in 1..<values.count where values[i] != values[i - 1] { count += 1 }
  return count
}
