public import Commerce

/// A way in which a test is no test, because train knows part of the answer.
public enum Leak: ExplainedError, Equatable {
  /// Train holds purchases later than its last day.
  case trainAfterSplit(lines: Int, day: Day)
  /// The test holds purchases of the last day of train, or earlier.
  case testBeforeSplit(lines: Int, day: Day)
  /// Receipts stand in both, so that half a basket predicts its other half.
  case sharedOrders(count: Int)

  /// Looks for leaks between two logs cut after a day.
  ///
  /// - Complexity: O(n) for n lines of both.
  public static func search(train: PurchaseLog, test: PurchaseLog, lastTrainDay day: Day) -> [Leak]
  {
    let start = Timestamp(day.advanced(by: 1)).seconds
    let late = train.columns.time.filter { $0 >= start }.count
    let orders = Set(train.orderKeys())
    let shared = Set(test.orderKeys()).intersection(orders).count
    var leaks: [Leak] = []
    if late > 0 { leaks.append(.trainAfterSplit(lines: late, day: day)) }
    let early = test.linesOfOrders(endingBefore: start)
    if early > 0 { leaks.append(.testBeforeSplit(lines: early, day: day)) }
    if shared > 0 { leaks.append(.sharedOrders(count: shared)) }
    return leaks
  }

  /// Looks for receipts that stand in both of two logs whose times are unknown.
  public static func search(train: PurchaseLog, test: PurchaseLog) -> [Leak] {
    let orders = Set(train.orderKeys())
    let shared = Set(test.orderKeys()).intersection(orders).count
    return shared > 0 ? [.sharedOrders(count: shared)] : []
  }

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .trainAfterSplit: "leak-train-after-split"
    case .testBeforeSplit: "leak-test-before-split"
    case .sharedOrders: "leak-shared-orders"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .trainAfterSplit(let lines, let day):
      "\(lines) \(lines == 1 ? "line of train was" : "lines of train were") bought after \(day), the last day that may be known."
    case .testBeforeSplit(let lines, let day):
      "\(lines) \(lines == 1 ? "line of the test was" : "lines of the test were") bought on \(day) or before."
    case .sharedOrders(let count):
      "\(count) \(count == 1 ? "receipt stands" : "receipts stand") in both train and test."
    }
  }

  /// What to do.
  public var hint: String {
    "Split again by day, so that whole receipts are either before the cut or after it."
  }
}

extension TemporalSplit {
  /// What train knows of the test; empty for every split this type makes.
  public var leaks: [Leak] {
    Leak.search(train: train, test: test, lastTrainDay: lastTrainDay)
  }
}

extension PurchaseLog {
  /// What makes an order one: its customer (empty where there is none) and its id.
  struct OrderKey: Hashable {
    let customer: CustomerID?
    let order: OrderID
  }

  func orderKey(ofLine line: Int) -> OrderKey {
    let customer = columns.customer[line]
    return OrderKey(
      customer: customer < 0 ? nil : customers[Int(customer)],
      order: orderIDs[Int(columns.order[line])])
  }

  /// The orders of the lines that a condition on the line number keeps.
  func orderKeys(where isKept: (Int) -> Bool = { _ in true }) -> [OrderKey] {
    (0..<count).filter(isKept).map(orderKey)
  }

  /// Whether each order has a line at or after a moment.
  func ordersReaching(_ moment: Int64) -> [Bool] {
    var isLate = [Bool](repeating: false, count: orderIDs.count)
    for line in 0..<count where columns.time[line] >= moment {
      isLate[Int(columns.order[line])] = true
    }
    return isLate
  }

  /// The lines of receipts that were wholly made before a moment.
  func linesOfOrders(endingBefore moment: Int64) -> Int {
    let isLate = ordersReaching(moment)
    return columns.order.count { !isLate[Int($0)] }
  }
}
