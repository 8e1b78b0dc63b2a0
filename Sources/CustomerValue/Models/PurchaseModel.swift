/// A fitted model of who buys again, how often, and until when.
///
/// Times are in the model's own unit. Histories in another unit are refused where a table says its unit.
public protocol PurchaseModel: Sendable {
  /// The model's name, as in `bg-nbd`.
  static var name: String { get }
  /// The unit of every time that goes in.
  var unit: TimeUnit { get }
  /// The parameters' names, as in the paper.
  static var parameterNames: [String] { get }
  /// The parameters, in the order of their names.
  var parameters: [Double] { get }
  /// Whether the model can say that somebody who bought once is gone.
  static var judgesOneTimeBuyers: Bool { get }

  /// Takes known parameters.
  init(parameters: [Double], unit: TimeUnit) throws
  /// Estimates the parameters by maximum likelihood.
  static func fit(_ histories: PurchaseHistories, threads: Int) throws -> (
    model: Self, report: FitReport
  )
  /// The log-likelihood of one history.
  func logLikelihood(of history: PurchaseHistory) -> Double
  /// P(alive): the chance that the customer has not dropped out for good.
  func probabilityAlive(_ history: PurchaseHistory) -> Double
  /// The purchases to expect of a customer in the next `length` units of time.
  func expectedPurchases(of history: PurchaseHistory, in length: Double) -> Double
  /// The repeat purchases to expect of a new customer in the first `length` units of time.
  func expectedPurchasesOfNewCustomer(in length: Double) -> Double
  /// Expected future purchases in the next `length` units, each worth e^(−rate · its time) of one today.
  func discountedPurchases(of history: PurchaseHistory, in length: Double, rate: Double) -> Double
  /// The chance of exactly `count` purchases in the next `length` units.
  func probability(of count: Int, in length: Double, given history: PurchaseHistory) -> Double
  /// The chance that a new customer makes exactly `count` repeat purchases in `length` units.
  func probabilityForNewCustomer(of count: Int, in length: Double) -> Double
  /// The log-likelihood, P(alive), expected and discounted purchases of many histories at once: what the
  /// model says of each alone, to the same digits.
  func estimates(
    of histories: PurchaseHistories, in length: Double, rate: Double, threads: Int
  ) throws -> [PurchaseEstimate]
  /// P(alive), expected purchases in `length` units and discounted ones in `horizon` units of many
  /// histories at once.
  func scores(
    of histories: PurchaseHistories, in length: Double, horizon: Double, rate: Double,
    threads: Int
  ) throws -> PurchaseScores
}

extension PurchaseModel {
  /// Throws where histories count time in another unit than the model.
  func checkUnit(_ histories: PurchaseHistories) throws {
    guard histories.unit == unit else {
      throw HistoryError.units(model: unit, data: histories.unit)
    }
  }

  /// P(alive), expected and discounted purchases of many histories, all within one horizon.
  ///
  /// - Throws: `HistoryError.units` where the histories count time in another unit than the model.
  public func scores(
    of histories: PurchaseHistories, in length: Double, rate: Double, threads: Int = 1
  ) throws -> PurchaseScores {
    try scores(of: histories, in: length, horizon: length, rate: rate, threads: threads)
  }

  /// The log-likelihood of many customers.
  public func logLikelihood(of histories: PurchaseHistories) throws -> Double {
    try checkUnit(histories)
    var sum = 0.0
    for group in 0..<histories.count {
      sum += histories.weights[group] * logLikelihood(of: histories[group])
    }
    return sum
  }
}

/// What a model says of many histories, one entry a different history.
public struct PurchaseScores: Sendable {
  /// P(alive), 0 to 1.
  public let alive: [Double]
  /// Purchases to expect in the length of time asked for.
  public let expected: [Double]
  /// The chance of at least one purchase in it, 0 to 1.
  public let buys: [Double]
  /// Purchases to expect within the horizon, discounted to today.
  public let discounted: [Double]
}
