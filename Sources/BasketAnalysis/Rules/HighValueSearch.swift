/// Depth-first search for the sets of highest value, exact by an upper bound.
///
/// Items have a fixed order and a set is extended only by later ones. For a set X and a later item y, one sweep over
/// the rest of X's baskets gives the count and the value of X ∪ {y}, and a bound of everything that extends it: in
/// each basket the value of X ∪ {y} and of what may still come, which is at most the positive values of later items
/// (the remaining utility of Liu and Qu 2012), and at most as many times the highest of them as items are still
/// allowed (Fournier-Viger et al. 2016). Baskets in which this is negative add nothing. What stays below the worst of
/// the best sets so far is not extended; extensions of the highest value come first, so that this rises soon.
struct HighValueSearch {
  private(set) var best: BestSets
  /// How many sets were valued.
  private(set) var valued = 0
  private let options: HighValueSets.Options
  private let minimumCount: Int
  private let maximumLength: Int
  private let rows: ValueRows
  private var extensions: ExtensionSums
  private var path: [Int32] = []

  /// Where a set ends in one of its baskets.
  struct Occurrence {
    /// The entry of its last item; one before the basket's first for the empty set.
    var entry: Int32
    /// Where the basket ends.
    var end: Int32
    /// The value of the set in this basket.
    var value: Int64
  }

  init(_ priced: PricedBaskets, _ options: HighValueSets.Options) {
    self.options = options
    minimumCount = options.support.minimumCount(inBaskets: priced.baskets.count)
    maximumLength = options.maximumLength ?? .max
    best = BestSets(limit: options.limit ?? .max)
    rows = ValueRows(priced, options, minimumCount: minimumCount)
    extensions = ExtensionSums(items: rows.items.count)
  }

  /// Searches everything; nothing where the item that is asked for is too rare or its cost is not known.
  mutating func run() throws {
    if let item = options.item, rows.items.first != item { return }
    try extend(rows.wholeBaskets(), isRoot: true)
  }

  private mutating func extend(_ here: [Occurrence], isRoot: Bool) throws {
    let stillAllowed = maximumLength == .max ? Int64.max : Int64(maximumLength - path.count - 1)
    extensions.sum(here, rows, stillAllowed: stillAllowed)
    // Where an item is asked for it is the first of the order, and no set begins with another.
    var found = extensions.found(minimumCount: minimumCount).filter {
      !isRoot || options.item == nil || $0.item == 0
    }
    extensions.clear()
    for extending in found { try offer(extending) }
    guard path.count + 1 < maximumLength else { return }
    found.removeAll { $0.bound < best.leastValue }
    found.sort { $0.value != $1.value ? $0.value > $1.value : $0.item < $1.item }
    let lists = Self.occurrences(here, rows, of: found)
    for (place, extending) in found.enumerated() where extending.bound >= best.leastValue {
      path.append(extending.item)
      try extend(lists[place], isRoot: false)
      path.removeLast()
    }
  }

  private mutating func offer(_ extending: ExtensionSums.Found) throws {
    valued += 1
    guard path.count + 1 >= options.minimumLength, extending.value >= best.leastValue else {
      return
    }
    let items = (path + [extending.item]).map { rows.items[Int($0)] }.sorted()
    best.offer(ValuedSet(items: items, count: extending.count, value: extending.value))
    if best.count * (64 + 4 * items.count) > options.memoryBudget {
      throw MiningError.tooMuchMemory(
        megabytes: options.memoryBudget >> 20, minimumCount: minimumCount)
    }
  }

  /// Where the extended sets end in their baskets.
  private static func occurrences(
    _ here: [Occurrence], _ rows: ValueRows, of found: [ExtensionSums.Found]
  ) -> [[Occurrence]] {
    var places = [Int32](repeating: -1, count: rows.items.count)
    for (place, extending) in found.enumerated() { places[Int(extending.item)] = Int32(place) }
    var lists = found.map { extending in
      var list: [Occurrence] = []
      list.reserveCapacity(extending.count)
      return list
    }
    for occurrence in here {
      for entry in Int(occurrence.entry) + 1..<Int(occurrence.end) {
        let place = Int(places[Int(rows.ranks[entry])])
        guard place >= 0 else { continue }
        lists[place].append(
          Occurrence(
            entry: Int32(entry), end: occurrence.end,
            value: occurrence.value + rows.values[entry]))
      }
    }
    return lists
  }
}

/// Baskets with their items in the order of the search, and what may still come after each.
struct ValueRows {
  /// The item position of each rank.
  let items: [Int32]
  private(set) var offsets = [0]
  /// Ranks of basket after basket, ascending in each.
  private(set) var ranks: [Int32] = []
  /// The value of each entry.
  private(set) var values: [Int64] = []
  /// The positive values after each entry of its basket.
  private(set) var rest: [Int64] = []
  /// The highest of them.
  private(set) var highestRest: [Int64] = []

  init(_ priced: PricedBaskets, _ options: HighValueSets.Options, minimumCount: Int) {
    let source = options.order == .revenue ? priced.amounts : priced.margins
    let counts = priced.baskets.itemCounts()
    var sums = [Int64](repeating: 0, count: counts.count)
    for (entry, item) in priced.baskets.entries.enumerated() { sums[Int(item)] += source[entry] }
    // Low values first: what may come after them is bounded anew at each step.
    items = counts.indices.filter { item in
      counts[item] >= minimumCount && (options.order == .revenue || priced.isCosted[item])
    }.map(Int32.init).sorted { a, b in
      if (a == options.item) != (b == options.item) { return a == options.item }
      return sums[Int(a)] != sums[Int(b)] ? sums[Int(a)] < sums[Int(b)] : a < b
    }
    var rankOf = [Int32](repeating: -1, count: counts.count)
    for (rank, item) in items.enumerated() { rankOf[Int(item)] = Int32(rank) }
    for basket in 0..<priced.baskets.count {
      let range = priced.baskets.offsets[basket]..<priced.baskets.offsets[basket + 1]
      let row = range.compactMap { entry -> (rank: Int32, value: Int64)? in
        let rank = rankOf[Int(priced.baskets.entries[entry])]
        return rank >= 0 ? (rank, source[entry]) : nil
      }.sorted { $0.rank < $1.rank }
      append(row)
    }
  }

  private mutating func append(_ row: [(rank: Int32, value: Int64)]) {
    var (sum, highest): (Int64, Int64) = (0, 0)
    var after: [(Int64, Int64)] = []
    for entry in row.reversed() {
      after.append((sum, highest))
      sum += max(0, entry.value)
      highest = max(highest, entry.value)
    }
    for (entry, (rest, highest)) in zip(row, after.reversed()) {
      ranks.append(entry.rank)
      values.append(entry.value)
      self.rest.append(rest)
      highestRest.append(highest)
    }
    offsets.append(ranks.count)
  }

  /// Every basket from its begin, for the empty set.
  func wholeBaskets() -> [HighValueSearch.Occurrence] {
    zip(offsets, offsets.dropFirst()).compactMap { first, end in
      guard first < end else { return nil }
      return HighValueSearch.Occurrence(entry: Int32(first) - 1, end: Int32(end), value: 0)
    }
  }
}

/// Counts, values and bounds of all extensions of a set, by rank.
struct ExtensionSums {
  /// An extension that is frequent.
  struct Found {
    let item: Int32
    let count: Int
    let value: Int64
    let bound: Int64
  }

  private var counts: [Int32]
  private var values: [Int64]
  private var bounds: [Int64]
  private var touched: [Int32] = []

  init(items: Int) {
    counts = [Int32](repeating: 0, count: items)
    values = [Int64](repeating: 0, count: items)
    bounds = [Int64](repeating: 0, count: items)
  }

  /// Adds up everything that comes after a set in its baskets; so many items may follow each extension.
  mutating func sum(
    _ here: [HighValueSearch.Occurrence], _ rows: ValueRows, stillAllowed: Int64
  ) {
    for occurrence in here {
      for entry in Int(occurrence.entry) + 1..<Int(occurrence.end) {
        let item = Int(rows.ranks[entry])
        if counts[item] == 0 { touched.append(Int32(item)) }
        counts[item] += 1
        let value = occurrence.value + rows.values[entry]
        values[item] += value
        let (limited, isTooMuch) = rows.highestRest[entry].multipliedReportingOverflow(
          by: stillAllowed)
        let rest = isTooMuch ? rows.rest[entry] : min(limited, rows.rest[entry])
        bounds[item] += max(0, value + rest)
      }
    }
  }

  /// The extensions in at least so many baskets, by rank.
  func found(minimumCount: Int) -> [Found] {
    touched.filter { counts[Int($0)] >= minimumCount }.sorted().map { item in
      Found(
        item: item, count: Int(counts[Int(item)]), value: values[Int(item)],
        bound: bounds[Int(item)])
    }
  }

  /// Makes all sums zero again.
  mutating func clear() {
    for item in touched { (counts[Int(item)], values[Int(item)], bounds[Int(item)]) = (0, 0, 0) }
    touched.removeAll(keepingCapacity: true)
  }
}
