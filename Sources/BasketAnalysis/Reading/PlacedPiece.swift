/// The baskets of some lines: positions instead of numbers, ascending and distinct in each.
struct PlacedPiece: Sendable {
  /// How many positions there are.
  private(set) var filled = 0
  /// Where each basket ends.
  private(set) var ends: [UInt32] = []
  /// What was left out.
  private(set) var omitted = Baskets.Omissions()
  /// In how many baskets each position is.
  private(set) var counts: [Int32]

  /// Places the numbers of a piece; baskets of more than `maximumSize` are counted and left out.
  init(_ piece: NumberPiece, _ numbering: ItemNumbering, maximumSize: Int) {
    counts = [Int32](repeating: 0, count: numbering.distinct.count)
    ends.reserveCapacity(piece.lineEnds.count)
    counts.withUnsafeMutableBufferPointer { counts in
      numbering.withPositions { position in
        var start = 0
        for end in piece.lineEnds {
          let end = Int(end)
          let size = Self.place(start..<end, of: piece, at: filled, position)
          omitted.duplicates += end - start - size
          start = end
          if size == 0 {
            omitted.empty += 1
          } else if size > maximumSize {
            omitted.large += 1
          } else {
            for i in filled..<filled + size { counts[Int(piece.entries[i])] &+= 1 }
            filled += size
            ends.append(UInt32(filled))
          }
        }
      }
    }
  }

  /// Writes the positions of one basket's numbers, ascending and distinct, where earlier numbers were; most files
  /// are sorted already.
  ///
  /// - Returns: How many there are.
  @inline(__always)
  private static func place(
    _ range: Range<Int>, of piece: NumberPiece, at filled: Int, _ position: (UInt32) -> Int32
  ) -> Int {
    var ascends = true
    var last: Int32 = -1
    for i in range {
      let place = position(piece.number(at: i))
      piece.entries[filled &+ i &- range.lowerBound] = place
      ascends = ascends && place > last
      last = place
    }
    guard !ascends else { return range.count }
    return sortDistinct(
      UnsafeMutableBufferPointer(rebasing: piece.entries[filled..<filled + range.count]))
  }

  /// Sorts a short run in place and closes up duplicates.
  private static func sortDistinct(_ row: UnsafeMutableBufferPointer<Int32>) -> Int {
    var run = row
    run.sort()
    var kept = 1
    for i in 1..<run.count where run[i] != run[kept - 1] {
      run[kept] = run[i]
      kept += 1
    }
    return kept
  }
}
