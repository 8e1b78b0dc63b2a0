/// How often customers bought and what they spent on average, equal ones counted together.
public struct SpendHistories: Sendable {
  /// How many purchases the mean is of.
  public let purchases: [Int32]
  /// The mean spend of a purchase, in units of the currency.
  public let means: [Double]
  /// How many customers have each pair.
  public let weights: [Double]
  /// Customers in all.
  public let customers: Double

  /// Takes customers with purchases and a spend above 0; the others say nothing about spend and are left
  /// out.
  ///
  /// - Throws: `HistoryError` for values that cannot be, or where nobody is left.
  public init(purchases: [Int32], means: [Double], weights: [Double]? = nil) throws {
    // By number of purchases, then by spend: the models' sums want equal counts together.
    var groups: [Int32: (means: [Double], weights: [Double])] = [:]
    for row in purchases.indices {
      let weight = weights?[row] ?? 1
      try HistoryError.checkSpend(row: row, purchases: purchases[row], mean: means[row])
      if purchases[row] > 0, means[row] > 0, weight > 0 {
        groups[purchases[row], default: ([], [])].means.append(means[row])
        if weights != nil { groups[purchases[row]]?.weights.append(weight) }
      }
    }
    guard !groups.isEmpty else { throw HistoryError.noSpend }
    self.init(groups, isWeighted: weights != nil)
  }

  private init(
    _ groups: consuming [Int32: (means: [Double], weights: [Double])], isWeighted: Bool
  ) {
    let count = groups.values.reduce(0) { $0 + $1.means.count }
    var (purchases, means, weights) = ([Int32](), [Double](), [Double]())
    purchases.reserveCapacity(count)
    means.reserveCapacity(count)
    weights.reserveCapacity(count)
    for x in groups.keys.sorted() {
      guard let group = groups.removeValue(forKey: x) else { continue }
      purchases.append(contentsOf: repeatElement(x, count: group.means.count))
      if isWeighted {
        let order = group.means.indices.sorted { group.means[$0] < group.means[$1] }
        means.append(contentsOf: order.lazy.map { group.means[$0] })
        weights.append(contentsOf: order.lazy.map { group.weights[$0] })
      } else {
        means.append(contentsOf: RadixOrder.ascending(group.means))
        weights.append(contentsOf: repeatElement(1, count: group.means.count))
      }
    }
    (self.purchases, self.means, self.weights) = (purchases, means, weights)
    customers = weights.reduce(0, +)
  }

  private init(_ rows: [(Int32, Double, Double)]) {
    purchases = rows.map(\.0)
    means = rows.map(\.1)
    weights = rows.map(\.2)
    customers = rows.reduce(0) { $0 + $1.2 }
  }

  /// Every so many-th customer by number of purchases and spend.
  func sampled(_ size: Int) -> SpendHistories {
    guard size < purchases.count else { return self }
    return SpendHistories(
      (0..<size).map { i in
        let row = (2 * i + 1) * purchases.count / (2 * size)
        return (purchases[row], means[row], weights[row])
      })
  }
}
