/// Customers of a business with set occasions (a yearly appeal, a monthly box), equal ones together.
public struct OccasionHistories: Sendable {
  /// Occasions on which something was bought (x).
  public let purchases: [Int]
  /// The last such occasion (t_x), counted from 1; 0 without one.
  public let recency: [Int]
  /// Occasions there were (n).
  public let occasions: [Int]
  /// How many customers have each pattern.
  public let weights: [Double]
  /// Customers in all.
  public let customers: Double

  /// Takes patterns x ≤ t_x ≤ n.
  ///
  /// - Throws: `HistoryError` that names the first row that cannot be.
  public init(
    purchases: [Int], recency: [Int], occasions: [Int], weights: [Double]? = nil
  ) throws {
    guard !purchases.isEmpty else { throw HistoryError.noCustomers }
    let weights = weights ?? Array(repeating: 1, count: purchases.count)
    for row in purchases.indices {
      try HistoryError.check(
        row: row, repeats: Int32(clamping: purchases[row]), recency: Double(recency[row]),
        age: Double(occasions[row]), weight: weights[row])
      if purchases[row] > recency[row] {
        throw HistoryError.moreThanOccasions(
          row: row, purchases: purchases[row], recency: recency[row])
      }
    }
    self.purchases = purchases
    self.recency = recency
    self.occasions = occasions
    self.weights = weights
    customers = weights.reduce(0, +)
  }
}
