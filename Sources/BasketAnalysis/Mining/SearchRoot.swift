/// The level of the empty path, which all threads read: lists of the baskets or rows of bits.
struct SearchRoot {
  /// The figures of the baskets.
  let ranked: RankedBaskets
  /// The baskets as lists, where these cost less; otherwise there are rows.
  let lists: DealtBaskets?
  /// The level of lists; empty where there are rows.
  let sparse: SparseLevel
  /// The level of rows, the most seldom item first; empty where there are lists.
  let rows: DenseLevel
  /// The words of a row.
  let words: Int

  /// Chooses the layout whose estimated cost is less and prepares it.
  ///
  /// Rows: every pair of items costs the words of a row. Lists: every pair of items in a basket is counted and
  /// then written anew, at random places of memory.
  init(_ ranked: RankedBaskets, _ policy: SearchPolicy, threads: Int = 1) {
    self.ranked = ranked
    let items = Double(ranked.counts.count)
    let words = (ranked.baskets + 63) / 64
    let rowCost = items * items / 2 * (4 + 0.35 * Double(words)) + Double(ranked.entryCount) * 2
    let listCost = ranked.pairs * 3 + Double(ranked.entryCount) * 8
    let isDense =
      switch policy.root {
      case .byCost: rowCost < listCost
      case .lists: false
      case .rows: true
      }
    if isDense {
      lists = nil
      sparse = SparseLevel()
      rows = DenseLevel(ranked, threads: threads)
      self.words = words
    } else {
      let dealt = DealtBaskets(
        ranked, mostOccurrences: policy.mostOccurrences, threads: threads)
      lists = dealt
      sparse = SparseLevel(ranked, dealt)
      rows = DenseLevel()
      self.words = 0
    }
  }

  /// How many branches the search has: one for each most seldom item of a set.
  var branches: Int { ranked.counts.count }

  /// The groups of branches that are searched one after another.
  var groups: [Range<Int>] {
    lists?.groups.map { branches - $0.upperBound..<branches - $0.lowerBound } ?? [0..<branches]
  }

  /// Prepares the search of a group of branches; no other is searched meanwhile.
  func prepare(_ group: Range<Int>, threads: Int) {
    lists?.list(branches - group.upperBound..<branches - group.lowerBound, threads: threads)
  }

  /// Frees the levels; the value must not be used afterwards.
  func free() {
    lists?.free()
    sparse.free()
    rows.free()
  }
}
