import Commerce
import Compute
import Evaluation

/// Purchases kept back from a log, so that something can be learned about models without touching any test.
///
/// Where the log has dates, its newest window is kept back. Where it only has an order of baskets (or days made
/// up from it, so that everybody's last one falls on the same day), each customer's last one. Where it has
/// neither, a seeded fifth of each customer's products: the only honest imitation of a future that is left,
/// though it knows nothing of fashions.
struct HoldOut: Sendable {
  /// How the purchases were chosen.
  enum Kind: String, Sendable {
    case newestWindow = "newest window"
    case lastBasket = "last basket of each customer"
    case randomProducts = "a fifth of each customer's products"
  }

  /// How the purchases were chosen.
  let kind: Kind
  /// What models may learn from, in the positions of the whole log.
  let train: PurchaseLog
  /// The day up to which it reaches.
  let asOf: Day
  /// Customers with something kept back and something left, ascending.
  let customers: [Int]
  /// The distinct products kept back of each of these customers, ascending.
  let truth: [[Int32]]

  /// Keeps purchases back.
  ///
  /// - Returns: `nil` where no customer has both something to keep back and something left.
  init?(_ log: PurchaseLog, asOf: Day, seed: UInt64) {
    guard
      let chosen = Self.newestWindow(log) ?? Self.lastBaskets(log)
        ?? Self.randomProducts(log, seed: seed)
    else { return nil }
    kind = chosen.kind
    train = chosen.train
    self.asOf = chosen.kind == .newestWindow ? chosen.train.lastDay ?? asOf : asOf
    (customers, truth) = Self.targets(chosen.train, chosen.heldBack)
    if customers.isEmpty { return nil }
  }

  private typealias Choice = (kind: Kind, train: PurchaseLog, heldBack: PurchaseLog)

  private static func newestWindow(_ log: PurchaseLog) -> Choice? {
    guard !endsOnOneDay(log), let split = TemporalSplit(newestWindowOf: log),
      split.train.count > 0,
      !targets(split.train, split.test).customers.isEmpty
    else { return nil }
    return (.newestWindow, split.train, split.test)
  }

  /// Whether everybody's last order falls on one day.
  ///
  /// Days that were made up from the order of baskets do; there the last basket of each customer is the
  /// newest purchase, and a window of days would take away most of what short histories have.
  private static func endsOnOneDay(_ log: PurchaseLog) -> Bool {
    guard let last = log.lastDay, log.customers.count > 1 else { return false }
    return (0..<log.customers.count).allSatisfy { customer in
      let lines = log.lines(ofCustomer: customer)
      return lines.isEmpty || lines.contains { log.day(ofLine: $0) == last }
    }
  }

  /// Only where at least every tenth customer has two baskets; elsewhere there is no sequence to speak of.
  private static func lastBaskets(_ log: PurchaseLog) -> Choice? {
    var isLast = [Bool](repeating: false, count: log.orderIDs.count)
    var returning = 0
    for customer in 0..<log.customers.count {
      let sequence = log.orderSequence(ofCustomer: customer)
      guard sequence.count > 1, let last = sequence.last else { continue }
      isLast[Int(last)] = true
      returning += 1
    }
    guard returning > 0, returning * 10 >= log.customers.count else { return nil }
    return (
      .lastBasket, log.filter { !isLast[Int(log.columns.order[$0])] },
      log.filter { isLast[Int(log.columns.order[$0])] }
    )
  }

  private static func randomProducts(_ log: PurchaseLog, seed: UInt64) -> Choice? {
    var isHeldBack = [Bool](repeating: false, count: log.count)
    for customer in 0..<log.customers.count {
      let lines = log.lines(ofCustomer: customer)
      var products = Array(Set(lines.map { log.columns.product[$0] })).sorted()
      guard products.count > 1 else { continue }
      var generator = SeededGenerator(seed: seed, stream: UInt64(customer))
      products.shuffle(using: &generator)
      let chosen = Set(products.prefix(max(1, products.count / 5)))
      for line in lines where chosen.contains(log.columns.product[line]) {
        isHeldBack[line] = true
      }
    }
    return (.randomProducts, log.filter { !isHeldBack[$0] }, log.filter { isHeldBack[$0] })
  }

  private static func targets(
    _ train: PurchaseLog, _ heldBack: PurchaseLog
  ) -> (customers: [Int], truth: [[Int32]]) {
    var (customers, truth) = ([Int](), [[Int32]]())
    for customer in 0..<heldBack.customers.count
    where !train.lines(ofCustomer: customer).isEmpty {
      let products = heldBack.productsBought(byCustomer: customer)
      guard !products.isEmpty else { continue }
      customers.append(customer)
      truth.append(products.sorted())
    }
    return (customers, truth)
  }

  /// This window and those before it, newest first; it alone where its log has no dates.
  ///
  /// An earlier window counts while it has at least half as many customers as this one and leaves at least half as
  /// many purchases to learn from: a young shop has no past worth imitating.
  func withEarlier(_ count: Int, seed: UInt64) -> [HoldOut] {
    var windows = [self]
    while kind == .newestWindow, windows.count < count, let last = windows.last,
      let earlier = HoldOut(last.train, asOf: last.asOf, seed: seed),
      earlier.kind == .newestWindow, earlier.customers.count * 2 >= customers.count,
      earlier.train.count * 2 >= train.count
    { windows.append(earlier) }
    return windows
  }

  /// A seeded sample of the customers, as places in `customers`, ascending.
  func sample(_ count: Int, seed: UInt64, skipping: Set<Int> = []) -> [Int] {
    var places = customers.indices.filter { !skipping.contains($0) }
    var generator = SeededGenerator(seed: seed, stream: 7)
    places.shuffle(using: &generator)
    return places.prefix(count).sorted()
  }
}
