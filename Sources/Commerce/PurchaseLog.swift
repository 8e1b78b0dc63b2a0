/// The purchases of a shop as columns: where every analysis starts.
///
/// Lines of named customers come first, sorted by customer, then time, order, product, quantity and
/// amount; anonymous lines (customer −1) follow in the same order. So any permutation of the same lines is
/// the same log. 32 bytes a line: three positions of 4, a quantity of 4, a time and an amount of 8.
public struct PurchaseLog: Sendable {
  /// The customers who bought, by position.
  public let customers: IDIndex<CustomerID>
  /// The products, by position.
  public let products: IDIndex<ProductID>
  /// The receipts' ids by order position; two customers may share one id.
  public let orderIDs: [OrderID]
  /// The columns, all of one length.
  public let columns: Columns
  /// The lines of customer c are `customerOffsets[c] ..< customerOffsets[c + 1]`.
  public let customerOffsets: [Int]
  /// The moment of the newest line, or `nil` for an empty log.
  public let lastTime: Timestamp?

  /// The parallel columns of a log.
  public struct Columns: Sendable, Equatable {
    /// Customer positions, −1 for an anonymous line.
    public var customer: [Int32] = []
    /// Product positions.
    public var product: [Int32] = []
    /// Order positions.
    public var order: [Int32] = []
    /// Seconds since 1970-01-01 on the shop's clock.
    public var time: [Int64] = []
    /// Quantities; negative for returns.
    public var quantity: [Float] = []
    /// Amounts in ten-thousandths of the currency; negative for returns.
    public var amount: [Int64] = []

    /// No lines yet.
    public init() {}

    /// How many lines there are.
    public var count: Int { customer.count }

    /// Adds a line.
    public mutating func append(
      customer: Int32, product: Int32, order: Int32, time: Int64, quantity: Float, amount: Int64
    ) {
      self.customer.append(customer)
      self.product.append(product)
      self.order.append(order)
      self.time.append(time)
      self.quantity.append(quantity)
      self.amount.append(amount)
    }

    /// Makes room for so many lines.
    public mutating func reserveCapacity(_ count: Int) {
      customer.reserveCapacity(count)
      product.reserveCapacity(count)
      order.reserveCapacity(count)
      time.reserveCapacity(count)
      quantity.reserveCapacity(count)
      amount.reserveCapacity(count)
    }
  }

  /// Takes columns whose positions index the given ids, in any line order.
  ///
  /// Order positions should ascend by (customer, order id), so that logs of the same lines are equal.
  ///
  /// - Complexity: O(n) where the lines are sorted already, O(n log n) elsewhere.
  public init(
    customers: IDIndex<CustomerID>, products: IDIndex<ProductID>, orderIDs: [OrderID],
    columns: Columns
  ) {
    self.customers = customers
    self.products = products
    self.orderIDs = orderIDs
    var columns = columns
    columns.putInLogOrder()
    self.columns = columns
    var offsets = [Int](repeating: 0, count: customers.count + 1)
    for customer in self.columns.customer where customer >= 0 { offsets[Int(customer) + 1] += 1 }
    for customer in 0..<customers.count { offsets[customer + 1] += offsets[customer] }
    customerOffsets = offsets
    lastTime = columns.time.max().map(Timestamp.init(seconds:))
  }

  /// How many lines there are, anonymous ones included.
  public var count: Int { columns.count }

  /// The lines of the customer at a position, by time.
  public func lines(ofCustomer position: Int) -> Range<Int> {
    customerOffsets[position]..<customerOffsets[position + 1]
  }

  /// The lines without a customer.
  public var anonymousLines: Range<Int> { (customerOffsets.last ?? 0)..<count }

  /// The day of the newest line: "today" for every analysis that is not told another day.
  public var lastDay: Day? { lastTime?.day }

  /// The day of line i.
  public func day(ofLine i: Int) -> Day { Timestamp(seconds: columns.time[i]).day }
}
