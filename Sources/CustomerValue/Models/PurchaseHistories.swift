/// Many customers' histories, equal ones counted together.
///
/// A likelihood needs each different (x, t_x, T) only once, with its number of customers: 2,357 customers
/// of the CDNOW sample are 1,016 histories, and everybody who never came back is one history a day.
public struct PurchaseHistories: Sendable {
  /// The unit of recency and age.
  public let unit: TimeUnit
  /// Repeat purchases of each different history.
  public let repeats: [Int32]
  /// Time of the last purchase of each different history.
  public let recency: [Double]
  /// Time since the first purchase of each different history.
  public let age: [Double]
  /// How many customers have each history.
  public let weights: [Double]
  /// Which history each row given has.
  public let groupOfRow: [Int32]
  /// All customers: the sum of the weights.
  public let customers: Double

  /// How many different histories there are.
  public var count: Int { repeats.count }

  /// The history at a place.
  public subscript(group: Int) -> PurchaseHistory {
    PurchaseHistory(repeats: Int(repeats[group]), recency: recency[group], age: age[group])
  }

  /// The history of a row as it was given.
  public subscript(row row: Int) -> PurchaseHistory { self[Int(groupOfRow[row])] }

  /// Groups customers by history.
  ///
  /// - Parameters:
  ///   - repeats: Repeat purchases x ≥ 0, one a row.
  ///   - recency: Time t_x of the last purchase, 0 ≤ t_x ≤ T, above 0 exactly where x is.
  ///   - age: Time T since the first purchase.
  ///   - weights: Customers a row stands for; 1 unless given.
  ///   - unit: The unit of both times.
  /// - Throws: `HistoryError` that names the first row that cannot be.
  /// - Complexity: O(n) for n rows.
  public init(
    repeats: [Int32], recency: [Double], age: [Double], weights: [Double]? = nil, unit: TimeUnit
  ) throws {
    guard !repeats.isEmpty else { throw HistoryError.noCustomers }
    for row in repeats.indices {
      try HistoryError.check(
        row: row, repeats: repeats[row], recency: recency[row], age: age[row],
        weight: weights?[row] ?? 1)
    }
    var grouping = HistoryGrouping(capacity: repeats.count)
    for row in repeats.indices {
      grouping.add(repeats[row], recency[row], age[row], weights?[row] ?? 1)
    }
    self.unit = unit
    self.repeats = grouping.repeats
    self.recency = grouping.recency
    self.age = grouping.age
    self.weights = grouping.weights
    groupOfRow = grouping.groupOfRow
    customers = grouping.weights.reduce(0, +)
  }
}

/// An open-addressing table from histories to their places, in order of first appearance.
struct HistoryGrouping {
  var repeats: [Int32] = []
  var recency: [Double] = []
  var age: [Double] = []
  var weights: [Double] = []
  var groupOfRow: [Int32] = []
  private var slots: [Int32]
  private var mask: Int

  init(capacity: Int) {
    slots = Array(repeating: -1, count: 1024)
    mask = 1023
    groupOfRow.reserveCapacity(capacity)
  }

  mutating func add(_ x: Int32, _ tx: Double, _ t: Double, _ weight: Double) {
    var slot = Self.hash(x, tx, t) & mask
    while slots[slot] >= 0 {
      let group = Int(slots[slot])
      if repeats[group] == x, recency[group] == tx, age[group] == t {
        weights[group] += weight
        groupOfRow.append(Int32(group))
        return
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(repeats.count)
    groupOfRow.append(Int32(repeats.count))
    repeats.append(x)
    recency.append(tx)
    age.append(t)
    weights.append(weight)
    if repeats.count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    mask = slots.count * 4 - 1
    slots = Array(repeating: -1, count: mask + 1)
    for group in repeats.indices {
      var slot = Self.hash(repeats[group], recency[group], age[group]) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(group)
    }
  }

  private static func hash(_ x: Int32, _ tx: Double, _ t: Double) -> Int {
    var h = tx.bitPattern &* 0x9E37_79B9_7F4A_7C15
    h = (h ^ (h >> 29)) &+ t.bitPattern &* 0xBF58_476D_1CE4_E5B9
    h = (h ^ (h >> 32)) &+ UInt64(UInt32(bitPattern: x)) &* 0x94D0_49BB_1331_11EB
    h = (h ^ (h >> 29)) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: (h ^ (h >> 32)) & 0x7FFF_FFFF)
  }
}
