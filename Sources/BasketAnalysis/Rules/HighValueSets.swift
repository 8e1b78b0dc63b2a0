public import Commerce

/// The sets of products that earn most together: those who buy them all pay most for them.
///
/// The field calls them high-utility itemsets (Yao and Hamilton 2006). The value of a set X is what was paid for its
/// products in the baskets B that have them all, or what was left of it after the cost of the goods:
///
/// value(X) = Σ over B ⊇ X, Σ over i ∈ X of value(i, B).
///
/// Unlike a count it can grow with the set, so the least support alone does not bound it. The search is exact: a set
/// and all that extend it are left out only where an upper bound of their values is below the worst of the best
/// found so far (see `HighValueSearch`).
public struct HighValueSets: Sendable {
  /// A set and what it earns.
  public struct Finding: Sendable, Hashable {
    /// The items, as ascending positions.
    public let items: [Int32]
    /// In how many baskets all of them are.
    public let count: Int
    /// What was paid for them there, and what was left after the cost of the goods.
    public let value: RuleValue
    /// What these baskets paid for everything in them.
    public let basketRevenue: Money
    /// How many times as often as if every item were bought by chance.
    public let lift: Double
  }

  /// What is looked for.
  public struct Options: Sendable {
    /// What a set earns: revenue or margin.
    public var order: ValueOrder
    /// How often a set must occur; what one bulk order paid is no habit.
    public var support: SupportThreshold
    /// The fewest items of a set.
    public var minimumLength: Int
    /// The most items of a set; `nil` for no limit.
    public var maximumLength: Int?
    /// How many sets are wanted; `nil` for all that have the support.
    public var limit: Int?
    /// Only sets with this item.
    public var item: Int32?
    /// The most memory, in bytes, that the sets may take.
    public var memoryBudget = 2 << 30

    /// Looks for the ten best of two to four products unless told otherwise.
    public init(
      order: ValueOrder = .revenue, support: SupportThreshold, minimumLength: Int = 2,
      maximumLength: Int? = 4, limit: Int? = 10, item: Int32? = nil
    ) {
      self.order = order
      self.support = support
      self.minimumLength = max(1, minimumLength)
      self.maximumLength = maximumLength
      self.limit = limit
      self.item = item
    }
  }

  /// The sets, highest value first; ties by more baskets, then fewer items, then by items.
  public let findings: [Finding]
  /// How many sets were valued on the way.
  public let valued: Int

  /// Looks for the sets that earn most.
  ///
  /// By margin only products whose cost is known are looked at.
  ///
  /// - Parameters:
  ///   - priced: The baskets with what was paid.
  ///   - options: What is looked for.
  /// - Throws: `MiningError` where there is no basket or the memory budget is spent.
  /// - Complexity: O(entries) for each set that is not left out.
  public init(in priced: PricedBaskets, _ options: Options) throws {
    guard priced.baskets.count > 0 else { throw MiningError.noBaskets }
    var search = HighValueSearch(priced, options)
    try search.run()
    valued = search.valued
    let sets = search.best.sorted
    let values = priced.values(of: sets.map(\.items))
    let totals = priced.totals()
    let (lists, counts) = (ItemLists(priced.baskets), priced.baskets.itemCounts())
    findings = zip(sets, values).map { set, value in
      let baskets = lists.baskets(withAll: set.items)
      let expected = set.items.reduce(Double(priced.baskets.count)) {
        $0 * Double(counts[Int($1)]) / Double(priced.baskets.count)
      }
      return Finding(
        items: set.items, count: set.count, value: value,
        basketRevenue: Money(tenThousandths: baskets.reduce(0) { $0 + totals[Int($1)] }),
        lift: Double(set.count) / expected)
    }
  }
}

extension PricedBaskets {
  /// What each basket paid for everything in it, in ten-thousandths.
  fileprivate func totals() -> [Int64] {
    (0..<baskets.count).map { basket in
      amounts[baskets.offsets[basket]..<baskets.offsets[basket + 1]].reduce(0, +)
    }
  }
}

/// A set with its count and its value in ten-thousandths.
struct ValuedSet {
  let items: [Int32]
  let count: Int
  let value: Int64

  /// Whether this set stands before another: by value, baskets, fewer items, and then by items.
  func comesBefore(_ other: ValuedSet) -> Bool {
    if value != other.value { return value > other.value }
    if count != other.count { return count > other.count }
    if items.count != other.items.count { return items.count < other.items.count }
    return items.lexicographicallyPrecedes(other.items)
  }
}

/// The best sets so far, at most a number of them.
struct BestSets {
  private let limit: Int
  private var heap: [ValuedSet] = []

  /// Keeps at most so many.
  init(limit: Int) { self.limit = limit }

  /// The best first.
  var sorted: [ValuedSet] { heap.sorted { $0.comesBefore($1) } }

  /// How many there are.
  var count: Int { heap.count }

  /// The value below which nothing is kept any more.
  var leastValue: Int64 {
    if limit == 0 { return .max }
    return heap.count < limit ? .min : heap[0].value
  }

  /// Takes a set in and drops the worst where there are too many: the root of a binary heap.
  mutating func offer(_ set: ValuedSet) {
    if heap.count < limit {
      heap.append(set)
      var place = heap.count - 1
      while place > 0, heap[(place - 1) / 2].comesBefore(heap[place]) {
        heap.swapAt(place, (place - 1) / 2)
        place = (place - 1) / 2
      }
    } else if limit > 0, set.comesBefore(heap[0]) {
      heap[0] = set
      sink()
    }
  }

  private mutating func sink() {
    var place = 0
    while true {
      var worst = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
        if heap[worst].comesBefore(heap[child]) { worst = child }
      }
      guard worst != place else { return }
      heap.swapAt(place, worst)
      place = worst
    }
  }
}
