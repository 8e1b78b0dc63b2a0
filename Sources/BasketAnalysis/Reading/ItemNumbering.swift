import Compute

/// Where each of the numbers in a file stands among its distinct ones.
struct ItemNumbering: Sendable {
  /// The distinct numbers in ascending order.
  let distinct: [Int64]
  /// The position of each number; empty where numbers are so far apart that they are searched for instead.
  private let places: [Int32]

  /// Takes the position of each number that is known already.
  init(items: Int, places: [Int32]) {
    (distinct, self.places) = ((0..<items).map(Int64.init), places)
  }

  /// Finds the distinct numbers of all pieces.
  init(_ pieces: [NumberPiece], _ parallel: Parallel) {
    let highest = Int(pieces.reduce(0) { max($0, $1.highest) })
    let count = pieces.reduce(0) { $0 + $1.count }
    guard highest <= 16 * count + 65_536 else {
      var all = Set<UInt32>()
      for piece in pieces { for i in 0..<piece.count { all.insert(piece.number(at: i)) } }
      (distinct, places) = (all.sorted().map(Int64.init), [])
      return
    }
    let marks = parallel.mapChunks(of: pieces.count, chunk: 1) { piece in
      Self.marks(pieces[piece.lowerBound], highest)
    }
    var (distinct, places) = ([Int64](), [Int32](repeating: -1, count: highest + 1))
    for number in 0...highest where marks.contains(where: { $0[number] }) {
      places[number] = Int32(truncatingIfNeeded: distinct.count)
      distinct.append(Int64(number))
    }
    (self.distinct, self.places) = (distinct, places)
  }

  private static func marks(_ piece: NumberPiece, _ highest: Int) -> [Bool] {
    var marks = [Bool](repeating: false, count: highest + 1)
    marks.withUnsafeMutableBufferPointer { marks in
      for i in 0..<piece.count { marks[Int(piece.number(at: i))] = true }
    }
    return marks
  }

  /// Lets a body look positions up.
  @inline(__always)
  func withPositions<Value>(_ body: (_ position: (UInt32) -> Int32) -> Value) -> Value {
    places.withUnsafeBufferPointer { places in
      if places.isEmpty { return body { search(for: $0) } }
      return body { places[Int($0)] }
    }
  }

  private func search(for number: UInt32) -> Int32 {
    var (low, high) = (0, distinct.count)
    while low < high {
      let middle = (low + high) / 2
      if distinct[middle] < Int64(number) { low = middle + 1 } else { high = middle }
    }
    return Int32(low)
  }
}
