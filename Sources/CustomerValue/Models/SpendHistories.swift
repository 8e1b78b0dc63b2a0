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
    var rows: [(Int32, Double, Double)] = []
    for row in purchases.indices {
      let weight = weights?[row] ?? 1
      if purchases[row] < 0 {
        throw HistoryError.value(
          row: row, column: "frequency", value: Double(purchases[row]))
      }
      guard means[row] >= 0, means[row].isFinite else {
        throw HistoryError.value(row: row, column: "mean spend", value: means[row])
      }
      if purchases[row] > 0, means[row] > 0, weight > 0 {
        rows.append((purchases[row], means[row], weight))
      }
    }
    guard !rows.isEmpty else { throw HistoryError.noSpend }
    rows.sort { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 < $1.1 }
    self.purchases = rows.map(\.0)
    self.means = rows.map(\.1)
    self.weights = rows.map(\.2)
    customers = rows.reduce(0) { $0 + $1.2 }
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
