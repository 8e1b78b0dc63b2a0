/// What was bought together: one set of distinct items for each basket.
///
/// The rows of a sparse matrix without values. Every analysis of this room starts from it; it is made from a
/// `PurchaseLog`, from the bytes of a basket file or from lists in memory.
public struct Baskets: Sendable, Equatable {
  /// What was not taken along, so that nobody wonders where it went.
  public struct Omissions: Sendable, Equatable {
    /// Baskets without any item.
    public var empty = 0
    /// Baskets with more items than the limit on their size.
    public var large = 0
    /// Repeated items within a basket, which count once.
    public var duplicates = 0

    /// Nothing was left out.
    public init() {}
  }

  /// The items by position.
  public let items: ItemIndex
  /// Basket b holds `entries[offsets[b] ..< offsets[b + 1]]`.
  public let offsets: [Int]
  /// Item positions, ascending and distinct within each basket.
  public let entries: [Int32]
  /// What was left out on the way.
  public let omitted: Omissions
  private let counts: [Int]

  /// Takes rows that are already ascending and distinct, and in how many of them each item is where that is known.
  init(
    items: ItemIndex, offsets: [Int], entries: [Int32], omitted: Omissions, counts: [Int]? = nil
  ) {
    self.items = items
    self.offsets = offsets
    self.entries = entries
    self.omitted = omitted
    self.counts = counts ?? Self.counts(of: entries, items: items.count)
  }

  private static func counts(of entries: [Int32], items: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: items)
    counts.withUnsafeMutableBufferPointer { counts in
      for item in entries { counts[Int(item)] &+= 1 }
    }
    return counts
  }

  /// How many baskets there are; the denominator of every support.
  public var count: Int { offsets.count - 1 }

  /// The item positions of one basket.
  public subscript(basket: Int) -> ArraySlice<Int32> {
    entries[offsets[basket]..<offsets[basket + 1]]
  }

  /// In how many baskets each item is, by item position.
  public func itemCounts() -> [Int] { counts }

  /// How many items occur in at least one basket.
  public var occurringItems: Int { itemCounts().count { $0 > 0 } }

  /// The baskets for each item: ascending basket numbers, grouped by item position.
  ///
  /// - Complexity: O(entries + items).
  public func basketsByItem() -> (offsets: [Int], baskets: [Int32]) {
    var starts = [Int](repeating: 0, count: items.count + 1)
    for item in entries { starts[Int(item) + 1] += 1 }
    for item in 0..<items.count { starts[item + 1] += starts[item] }
    var next = starts
    var baskets = [Int32](repeating: 0, count: entries.count)
    for basket in 0..<count {
      for i in offsets[basket]..<offsets[basket + 1] {
        let item = Int(entries[i])
        baskets[next[item]] = Int32(basket)
        next[item] += 1
      }
    }
    return (starts, baskets)
  }

  /// The baskets that a condition on the basket number keeps.
  public func filter(_ isKept: (Int) -> Bool) -> Baskets {
    var rows = BasketRows()
    for basket in 0..<count where isKept(basket) { rows.append(self[basket]) }
    return rows.baskets(items: items, omitted: omitted)
  }
}

/// Collects baskets one by one into compressed rows.
struct BasketRows {
  private(set) var offsets = [0]
  private(set) var entries: [Int32] = []
  /// Rows beyond this size are counted and left out.
  var maximumSize = Int.max
  private(set) var omitted = Baskets.Omissions()

  /// Adds a basket that is ascending and distinct.
  mutating func append(_ row: some Collection<Int32>) {
    guard !row.isEmpty else {
      omitted.empty += 1
      return
    }
    guard row.count <= maximumSize else {
      omitted.large += 1
      return
    }
    entries.append(contentsOf: row)
    offsets.append(entries.count)
  }

  /// Adds a basket in any order, duplicates counted once.
  mutating func append(unsorted row: [Int32]) {
    var sorted = row.sorted()
    var kept = 0
    for i in sorted.indices where i == 0 || sorted[i] != sorted[kept - 1] {
      sorted[kept] = sorted[i]
      kept += 1
    }
    omitted.duplicates += sorted.count - kept
    append(sorted[..<kept])
  }

  /// The finished rows, with what an earlier step left out added to what this one did.
  func baskets(items: ItemIndex, omitted earlier: Baskets.Omissions = .init()) -> Baskets {
    var total = omitted
    total.empty += earlier.empty
    total.large += earlier.large
    total.duplicates += earlier.duplicates
    return Baskets(items: items, offsets: offsets, entries: entries, omitted: total)
  }
}
