public import CustomerValue

/// What a model says of each row of a summary file, in the file's order.
///
/// Equal rows share one estimate, and the chances of counts are worked out when a row is asked for: ten
/// million rows are a few bytes each.
public struct PredictionRows: RandomAccessCollection, Sendable {
  /// One customer, as in the file.
  public struct Row: Sendable, Equatable {
    /// The customer's history.
    public let history: PurchaseHistory
    /// How many customers the row stands for.
    public let weight: Double
    /// The log-likelihood of the history.
    public let logLikelihood: Double
    /// P(alive), 0 to 1.
    public let alive: Double
    /// Purchases to expect within the horizon.
    public let expected: Double
    /// The same, each worth e^(−rate · its time) of one today.
    public let discounted: Double
    /// The chance of exactly 0, 1, 2 … purchases within the horizon, as many as were asked for.
    public let chances: [Double]
  }

  let histories: PurchaseHistories
  let estimates: [PurchaseEstimate]
  let weights: [Double]?
  let model: any PurchaseModel
  let horizon: Double
  /// How many chances of counts a row has, from 0 purchases on.
  let chances: Int

  /// The place of the first row.
  public var startIndex: Int { 0 }
  /// How many rows there are.
  public var endIndex: Int { histories.groupOfRow.count }

  /// The row at a place.
  public subscript(row: Int) -> Row {
    let group = Int(histories.groupOfRow[row])
    let (history, estimate) = (histories[group], estimates[group])
    return Row(
      history: history, weight: weights?[row] ?? 1, logLikelihood: estimate.logLikelihood,
      alive: estimate.alive, expected: estimate.expected, discounted: estimate.discounted,
      chances: (0..<chances).map { model.probability(of: $0, in: horizon, given: history) })
  }

  /// A figure added up over all customers.
  func sum(_ figure: KeyPath<PurchaseEstimate, Double>) -> Double {
    zip(histories.weights, estimates).reduce(0) { $0 + $1.0 * $1.1[keyPath: figure] }
  }
}

extension PredictionRows: Equatable {
  /// Equal where every figure of every row is.
  public static func == (a: PredictionRows, b: PredictionRows) -> Bool { a.elementsEqual(b) }
}
