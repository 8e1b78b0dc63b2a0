public import Commerce
public import Evaluation

/// One product after another: of those who bought A, 12 % bought B within 30 days against 4 % usual.
public struct SequentialRule: Sendable {
  /// The position of the product bought first.
  public let first: Int32
  /// The position of the product bought later.
  public let then: Int32
  /// Customers whose first purchase of A can be followed for the whole window.
  public let customers: Int
  /// How many of them bought B within the window, on a later day.
  public let followed: Int
  /// The share that followed, with its Wilson interval of 95 %.
  public let share: Estimate
  /// The share of all shopping days of the same four weeks that are followed by B within the window.
  public let usual: Double
  /// The median number of days from A to B.
  public let medianDays: Int
  /// The probability of so many followers by chance, corrected for all sequences that were looked at.
  public let adjustedP: Double

  /// How many times as often as usual.
  public var lift: Double { usual > 0 ? share.value / usual : .infinity }
}

/// What a search for sequences found.
public struct SequentialFindings: Sendable {
  /// The sequences, highest lift first; ties by more customers, then by positions.
  public let rules: [SequentialRule]
  /// How many sequences had the customers and were tested.
  public let tested: Int
  /// How many customers there were.
  public let customers: Int
  /// How many of their shopping days could be followed for the whole window.
  public let shoppingDays: Int
}

/// What customers buy after something else, within a number of days.
public struct SequentialRules: Sendable {
  /// The days within which the second product must follow.
  public var windowDays: Int
  /// In how many customers the sequence must occur.
  public var minimumCustomers: Int
  /// The level after correction.
  public var significance: Double
  /// How p-values are corrected.
  public var correction: TestCorrection

  /// Looks 30 days ahead for sequences of at least 10 customers unless told otherwise.
  public init(
    windowDays: Int = 30, minimumCustomers: Int = 10, significance: Double = 0.01,
    correction: TestCorrection = .bh
  ) {
    self.windowDays = max(1, windowDays)
    self.minimumCustomers = max(1, minimumCustomers)
    self.significance = significance
    self.correction = correction
  }

  /// The sequences that more customers than usual follow, and not by chance.
  ///
  /// Only first purchases count as "bought A", only those the log covers for the whole window, and products
  /// bought on the same day do not follow each other. Anonymous lines and returns are not looked at.
  ///
  /// What is usual is asked of all shopping days of the same four weeks as the first purchases, so that Christmas
  /// goods do not seem to follow each other, and a product that came late does not seem rare. The test is the
  /// binomial tail of the followers at the usual share.
  ///
  /// - Parameter log: The purchases.
  /// - Returns: The sequences, and how many were tested.
  /// - Complexity: O(Σ first purchases × lines within the window) over all customers.
  public func findings(in log: PurchaseLog) -> SequentialFindings {
    let days = ShoppingDays(log, windowDays: windowDays)
    var found: [Following] = []
    var counter = FollowerCounter(days)
    for first in 0..<log.products.count {
      found += counter.sequences(from: Int32(first), minimum: minimumCustomers)
    }
    let shares = UsualShares(days)
    let usual = found.map { shares.share(of: $0.then, after: $0.first) }
    let pValues = zip(found, usual).map { sequence, share in
      BinomialTail.upper(
        successes: sequence.delays.count, trials: sequence.customers, probability: share)
    }
    let adjusted = correction.adjusted(pValues)
    let rules = found.indices.compactMap { i -> SequentialRule? in
      let sequence = found[i]
      let share = Proportion(successes: sequence.delays.count, trials: sequence.customers)
      guard adjusted[i] <= significance, share.value > usual[i] else { return nil }
      return SequentialRule(
        first: sequence.first, then: sequence.then, customers: sequence.customers,
        followed: sequence.delays.count, share: share.interval(),
        usual: usual[i],
        medianDays: Int(sequence.delays.sorted()[sequence.delays.count / 2]),
        adjustedP: adjusted[i])
    }
    return SequentialFindings(
      rules: rules.sorted(by: Self.comesFirst), tested: found.count,
      customers: log.customers.count, shoppingDays: days.followed)
  }

  private static func comesFirst(_ a: SequentialRule, _ b: SequentialRule) -> Bool {
    if a.lift != b.lift { return a.lift > b.lift }
    if a.followed != b.followed { return a.followed > b.followed }
    return (a.first, a.then) < (b.first, b.then)
  }
}

/// A product, what followed it, and after how many days for each customer.
struct Following {
  let first: Int32
  let then: Int32
  let customers: Int
  var delays: [Int32] = []
}
