/// Keeps frequent sets in memory, with ascending item positions.
struct ItemsetCollector: ItemsetReceiver {
  let maximumLength: Int
  private let limit: Int
  private let memoryBudget: Int
  private let positions: [Int32]
  private var path: [Int32] = []
  private(set) var sets: FrequentItemsets
  /// Where each branch ends, so that branches of several threads can be put in order.
  private(set) var branchEnds: [(branch: Int, end: Int)] = []

  /// Keeps at most so many sets and bytes; `positions` has the item of each rank.
  init(options: MiningOptions, baskets: Int, minimumCount: Int, positions: [Int32]) {
    maximumLength = options.maximumLength ?? .max
    limit = options.maximumItemsets ?? .max
    memoryBudget = options.memoryBudget
    self.positions = positions
    sets = FrequentItemsets(baskets: baskets, minimumCount: minimumCount)
  }

  /// The bytes that the sets take.
  var bytes: Int { sets.bytes }

  var isFull: Bool { sets.count > limit || sets.bytes > memoryBudget }

  mutating func enter(_ item: Int32, at place: Int) {
    path.removeSubrange(place...)
    path.append(positions[Int(item)])
  }

  mutating func add(_ item: Int32, at place: Int, count: Int32) {
    sets.append(path[..<place], and: positions[Int(item)], count: count)
  }

  mutating func end(branch: Int) { branchEnds.append((branch, sets.count)) }
}

extension FrequentItemsets {
  /// Puts together what several threads found, in the order of the branches.
  init(_ parts: [ItemsetCollector], baskets: Int, minimumCount: Int) {
    self.init(baskets: baskets, minimumCount: minimumCount)
    if parts.count == 1 {
      self = parts[0].sets
      return
    }
    var pieces: [(branch: Int, part: Int, range: Range<Int>)] = []
    for (number, part) in parts.enumerated() {
      var start = 0
      for (branch, end) in part.branchEnds {
        pieces.append((branch, number, start..<end))
        start = end
      }
    }
    for piece in pieces.sorted(by: { $0.branch < $1.branch }) {
      append(contentsOf: parts[piece.part].sets, piece.range)
    }
  }

  /// The bytes that the arrays take.
  var bytes: Int { items.count * 4 + counts.count * 12 }

  /// Adds a set given as items in any order; they are few, so they are sorted by insertion.
  mutating func append(_ path: ArraySlice<Int32>, and item: Int32, count: Int32) {
    appendSorting(path, item)
    closeSet(count: count)
  }
}
