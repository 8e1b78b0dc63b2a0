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
  /// The share of all shopping days that are followed by B within the window.
  public let usual: Double
  /// The median number of days from A to B.
  public let medianDays: Int

  /// How many times as often as usual.
  public var lift: Double { usual > 0 ? share.value / usual : .infinity }
}

/// What customers buy after something else, within a number of days.
public struct SequentialRules: Sendable {
  /// The days within which the second product must follow.
  public var windowDays: Int
  /// In how many customers the sequence must occur.
  public var minimumCustomers: Int

  /// Looks 30 days ahead for sequences of at least 10 customers unless told otherwise.
  public init(windowDays: Int = 30, minimumCustomers: Int = 10) {
    self.windowDays = max(1, windowDays)
    self.minimumCustomers = max(1, minimumCustomers)
  }

  /// The sequences that more customers than usual follow, highest lift first.
  ///
  /// Only first purchases count as "bought A", only those the log covers for the whole window, and products
  /// bought on the same day do not follow each other. Anonymous lines and returns are not looked at.
  ///
  /// - Parameter log: The purchases.
  /// - Returns: Rules, ties by more customers, then by positions.
  /// - Complexity: O(Σ lines × lines within the window) over all customers.
  public func rules(in log: PurchaseLog) -> [SequentialRule] {
    guard let lastDay = log.lastDay else { return [] }
    var pairs: [Pair: [Int32]] = [:]
    var starts = [Int](repeating: 0, count: log.products.count)
    var usual = [Int](repeating: 0, count: log.products.count)
    var shoppingDays = 0
    for customer in 0..<log.customers.count {
      let days = Self.shoppingDays(of: customer, log)
      var isKnown = Set<Int32>()
      for (index, start) in days.enumerated() where start.day.distance(to: lastDay) >= windowDays {
        let later = followers(of: index, days)
        shoppingDays += 1
        for then in later.keys { usual[Int(then)] += 1 }
        for first in start.products where isKnown.insert(first).inserted {
          starts[Int(first)] += 1
          for (then, delay) in later where then != first {
            pairs[Pair(first: first, then: then), default: []].append(delay)
          }
        }
      }
    }
    return pairs.compactMap { pair, delays -> SequentialRule? in
      guard delays.count >= minimumCustomers else { return nil }
      let customers = starts[Int(pair.first)]
      let rule = SequentialRule(
        first: pair.first, then: pair.then, customers: customers, followed: delays.count,
        share: Proportion(successes: delays.count, trials: customers).interval(),
        usual: Double(usual[Int(pair.then)]) / Double(shoppingDays),
        medianDays: Int(delays.sorted()[delays.count / 2]))
      return rule.share.value > rule.usual ? rule : nil
    }.sorted(by: Self.comesFirst)
  }

  private struct Pair: Hashable {
    let first: Int32
    let then: Int32
  }

  private typealias ShoppingDay = (day: Day, products: [Int32])

  /// The days a customer shopped on, each with its distinct products, ascending.
  private static func shoppingDays(of customer: Int, _ log: PurchaseLog) -> [ShoppingDay] {
    var days: [ShoppingDay] = []
    for line in log.lines(ofCustomer: customer) where log.columns.quantity[line] > 0 {
      let day = log.day(ofLine: line)
      if days.last?.day != day { days.append((day, [])) }
      days[days.count - 1].products.append(log.columns.product[line])
    }
    return days.map { ($0.day, Set($0.products).sorted()) }
  }

  /// What was bought on later days within the window, with the first delay of each product.
  private func followers(of index: Int, _ days: [ShoppingDay]) -> [Int32: Int32] {
    var delays: [Int32: Int32] = [:]
    for later in days[(index + 1)...] {
      let delay = days[index].day.distance(to: later.day)
      guard delay <= windowDays else { break }
      for product in later.products where delays[product] == nil {
        delays[product] = Int32(delay)
      }
    }
    return delays
  }

  private static func comesFirst(_ a: SequentialRule, _ b: SequentialRule) -> Bool {
    if a.lift != b.lift { return a.lift > b.lift }
    if a.followed != b.followed { return a.followed > b.followed }
    return (a.first, a.then) < (b.first, b.then)
  }
}
