/// Whether predicted probabilities come true: expected against observed buyers, by tenths of the prediction.
public struct CalibrationTable: Sendable, Equatable {
  /// The customers of one tenth.
  public struct Decile: Sendable, Equatable {
    /// How many customers there are.
    public let customers: Int
    /// The mean predicted probability.
    public let expected: Double
    /// The share that bought.
    public let observed: Double

    /// Describes a tenth.
    public init(customers: Int, expected: Double, observed: Double) {
      self.customers = customers
      self.expected = expected
      self.observed = observed
    }
  }

  /// The tenths, from the lowest prediction to the highest; fewer where there are few customers.
  public let deciles: [Decile]
  /// The mean squared error of the probabilities; lower is better (Brier 1950).
  public let brier: Double
  /// The Brier score of telling everybody the overall share of buyers: what must be beaten.
  public let baseBrier: Double

  init(deciles: [Decile], brier: Double, baseBrier: Double) {
    self.deciles = deciles
    self.brier = brier
    self.baseBrier = baseBrier
  }

  /// Compares predictions with what happened; ties go by position.
  ///
  /// - Complexity: O(n log n).
  public init(predicted: [Double], bought: [Bool]) {
    let order = predicted.indices.sorted { a, b in
      predicted[a] != predicted[b] ? predicted[a] < predicted[b] : a < b
    }
    let n = order.count
    let tenths = min(10, n)
    deciles = (0..<tenths).map { tenth in
      let members = order[(tenth * n / tenths)..<((tenth + 1) * n / tenths)]
      let size = Double(max(1, members.count))
      return Decile(
        customers: members.count,
        expected: members.reduce(0) { $0 + predicted[$1] } / size,
        observed: Double(members.count(where: { bought[$0] })) / size)
    }
    let total = Double(max(1, n))
    let share = Double(bought.count(where: { $0 })) / total
    brier =
      zip(predicted, bought).reduce(0) { sum, pair in
        let error = pair.0 - (pair.1 ? 1 : 0)
        return sum + error * error
      } / total
    baseBrier = share * (1 - share)
  }

  /// The share of the base score's error that the predictions remove: 1 is perfect, 0 is no better.
  public var skill: Double { baseBrier > 0 ? 1 - brier / baseBrier : 0 }
}
