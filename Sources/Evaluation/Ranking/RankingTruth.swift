public import Commerce

/// What tested customers really bought after the models had been fitted.
///
/// Only purchases count, returns do not. A product that train has never seen stays in the truth (nobody
/// could have recommended it, and that is a fact about the shop), it just cannot be hit.
public struct RankingTruth: Sendable {
  /// The tested customers, each with at least one true product, in ascending order of id.
  public let customers: IDIndex<CustomerID>
  /// Their positions in the train log, −1 for those it has never seen.
  public let trainPositions: [Int]
  /// Whether repeated purchases count.
  public let repeats: RepeatPolicy
  /// True products that train has never seen, by customer.
  public let unseenProducts: [Int]
  /// The true products of customer c are `products[offsets[c] ..< offsets[c + 1]]`, ascending.
  public let offsets: [Int]
  /// Product positions of the train log.
  public let products: [Int32]
  /// Whether the customer had bought the product before, beside `products`.
  public let isRepeat: [Bool]
  /// What the customer spent on the product in the test, in the currency, beside `products`.
  public let amounts: [Double]

  /// Gathers the truth of a test log in the positions of a train log.
  ///
  /// - Parameters:
  ///   - test: The purchases to be predicted.
  ///   - train: The purchases that were known.
  ///   - repeats: Whether products bought in train count.
  ///   - limit: Tests only these customers, or everybody in `test`.
  /// - Complexity: O(test lines · log + train lines of the tested customers).
  public init(
    _ test: PurchaseLog, after train: PurchaseLog, repeats: RepeatPolicy,
    limit: Set<CustomerID>? = nil
  ) {
    let map = test.products.ids.map { train.products.position(of: $0).map(Int32.init) ?? -1 }
    var (ids, positions, unseen, offsets) = ([CustomerID](), [Int](), [Int](), [0])
    var (products, isRepeat, amounts) = ([Int32](), [Bool](), [Double]())
    for (position, id) in test.customers.ids.enumerated() where limit?.contains(id) ?? true {
      let trainPosition = train.customers.position(of: id) ?? -1
      let known = trainPosition < 0 ? [] : train.productsBought(byCustomer: trainPosition)
      let truth = Self.spending(test, position, map: map)
      let before = products.count
      for (product, amount) in truth.seen {
        let wasBought = known.contains(product)
        guard repeats == .allow || !wasBought else { continue }
        products.append(product)
        isRepeat.append(wasBought)
        amounts.append(amount)
      }
      guard products.count > before || truth.unseen > 0 else { continue }
      ids.append(id)
      positions.append(trainPosition)
      unseen.append(truth.unseen)
      offsets.append(products.count)
    }
    customers = IDIndex(ascending: ids)
    trainPositions = positions
    self.repeats = repeats
    unseenProducts = unseen
    self.offsets = offsets
    self.products = products
    self.isRepeat = isRepeat
    self.amounts = amounts
  }

  /// The distinct true products of a customer, those that train has never seen included.
  public func size(of customer: Int) -> Int {
    offsets[customer + 1] - offsets[customer] + unseenProducts[customer]
  }

  /// What a customer spent on each product: train positions ascending, and how many train has not.
  private static func spending(
    _ test: PurchaseLog, _ customer: Int, map: [Int32]
  ) -> (seen: [(product: Int32, amount: Double)], unseen: Int) {
    var amounts: [Int32: Int64] = [:]
    var unseen: Set<Int32> = []
    for line in test.lines(ofCustomer: customer) where test.columns.quantity[line] > 0 {
      let product = test.columns.product[line]
      let position = map[Int(product)]
      if position < 0 {
        unseen.insert(product)
      } else {
        amounts[position, default: 0] += test.columns.amount[line]
      }
    }
    let seen = amounts.sorted { $0.key < $1.key }
      .map { ($0.key, Money(tenThousandths: $0.value).value) }
    return (seen, unseen.count)
  }
}

extension PurchaseLog {
  /// The distinct products a customer has bought, returns aside.
  public func productsBought(byCustomer position: Int) -> Set<Int32> {
    var products: Set<Int32> = []
    for line in lines(ofCustomer: position) where columns.quantity[line] > 0 {
      products.insert(columns.product[line])
    }
    return products
  }

  /// How many distinct named customers have bought each product.
  ///
  /// - Complexity: O(n).
  public func customersByProduct() -> [Int] {
    var counts = [Int](repeating: 0, count: products.count)
    var lastCustomer = [Int32](repeating: -1, count: products.count)
    for line in 0..<anonymousLines.lowerBound where columns.quantity[line] > 0 {
      let product = Int(columns.product[line])
      guard lastCustomer[product] != columns.customer[line] else { continue }
      lastCustomer[product] = columns.customer[line]
      counts[product] += 1
    }
    return counts
  }
}
