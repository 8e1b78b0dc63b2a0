public import Commerce

/// Baskets with who bought them and what was paid for each product: what rules are worth is counted here.
///
/// The baskets are the same as those of `Baskets(_:selection:)`, so whatever is found in them can be valued.
public struct PricedBaskets: Sendable {
  /// The baskets.
  public let baskets: Baskets
  /// The customer of each basket, by position in the log; −1 for an anonymous one.
  public let customers: [Int32]
  /// What was paid, parallel to the baskets' entries, in ten-thousandths.
  let amounts: [Int64]
  /// What was left after the cost of the goods, parallel to the entries; 0 where the cost is unknown.
  let margins: [Int64]
  /// Whether the cost of each item is known.
  let isCosted: [Bool]

  init(
    baskets: Baskets, customers: [Int32], amounts: [Int64], margins: [Int64], isCosted: [Bool]
  ) {
    self.baskets = baskets
    self.customers = customers
    self.amounts = amounts
    self.margins = margins
    self.isCosted = isCosted
  }

  /// Makes one basket of each order, with the amounts of its lines.
  ///
  /// - Parameters:
  ///   - log: The purchases; settle returns first to leave out what came back.
  ///   - selection: Which orders to take.
  ///   - catalogue: What is known of the products; its costs give the margins.
  /// - Complexity: O(n log b) for n lines in baskets of b products.
  public init(
    _ log: PurchaseLog, selection: BasketSelection = .init(), catalogue: Catalogue = Catalogue()
  ) {
    let costs = log.products.ids.map { catalogue[$0].cost?.tenThousandths }
    let wanted = selection.customers.map { ids in log.customers.ids.map(ids.contains) }
    let orders = log.linesByOrder()
    var rows = PricedRows(maximumSize: selection.maximumSize)
    var row: [PricedRows.Entry] = []
    for order in log.orderIDs.indices {
      row.removeAll(keepingCapacity: true)
      var customer: Int32 = -1
      for line in orders[order].map(Int.init)
      where log.columns.quantity[line] > 0 && selection.takes(line, of: log, wanted) {
        let (item, amount) = (log.columns.product[line], log.columns.amount[line])
        let cost = costs[Int(item)].map { Double($0) * Double(log.columns.quantity[line]) }
        row.append((item, amount, cost.map { amount - Int64($0.rounded()) } ?? 0))
        customer = log.columns.customer[line]
      }
      if !row.isEmpty { rows.append(row, customer: customer) }
    }
    self = rows.priced(items: ItemIndex(log.products), isCosted: costs.map { $0 != nil })
  }

  /// Whether the cost of at least one product is known, so that there are margins.
  public var hasMargins: Bool { isCosted.contains(true) }

  /// How many customers some baskets belong to; anonymous baskets belong to none.
  func customerCount(of baskets: [Int32]) -> Int {
    Set(baskets.map { customers[Int($0)] }.filter { $0 >= 0 }).count
  }
}

extension BasketSelection {
  /// Whether a line is bought by the wanted customers on the wanted days.
  fileprivate func takes(_ line: Int, of log: PurchaseLog, _ wanted: [Bool]?) -> Bool {
    if let wanted {
      let customer = Int(log.columns.customer[line])
      guard customer >= 0, wanted[customer] else { return false }
    }
    guard from != nil || through != nil else { return true }
    let day = log.day(ofLine: line)
    return from.map { day >= $0 } ?? true && through.map { day <= $0 } ?? true
  }
}

/// Collects baskets with amounts, one by one.
struct PricedRows {
  typealias Entry = (item: Int32, amount: Int64, margin: Int64)

  private var rows = BasketRows()
  private var customers: [Int32] = []
  private var amounts: [Int64] = []
  private var margins: [Int64] = []

  init(maximumSize: Int? = nil) { rows.maximumSize = maximumSize ?? .max }

  /// Adds a basket in any order; amounts of the same item add up.
  mutating func append(_ row: [Entry], customer: Int32) {
    let before = rows.offsets.count
    rows.append(unsorted: row.map(\.item))
    guard rows.offsets.count > before else { return }
    customers.append(customer)
    var last: Int32?
    for entry in row.sorted(by: { $0.item < $1.item }) {
      if entry.item == last {
        amounts[amounts.count - 1] += entry.amount
        margins[margins.count - 1] += entry.margin
      } else {
        amounts.append(entry.amount)
        margins.append(entry.margin)
        last = entry.item
      }
    }
  }

  /// The finished baskets.
  func priced(
    items: ItemIndex, isCosted: [Bool], omitted: Baskets.Omissions = .init()
  ) -> PricedBaskets {
    PricedBaskets(
      baskets: rows.baskets(items: items, omitted: omitted), customers: customers,
      amounts: amounts, margins: margins, isCosted: isCosted)
  }
}
