public import Commerce

/// What is in a workspace, and what one should know about it before training anything.
public struct DescribeReport: Sendable, Equatable {
  /// A product with the figures that stand beside it.
  public struct ProductFigure: Sendable, Equatable {
    /// The product.
    public var product: ProductID
    /// The name people read.
    public var name: String
    /// Lines that sold it.
    public var lines: Int
    /// What its purchases brought, before returns.
    public var revenue: Money
  }

  /// A customer with the figures that stand beside it.
  public struct CustomerFigure: Sendable, Equatable {
    /// The customer.
    public var customer: CustomerID
    /// The name, where one was imported.
    public var name: String?
    /// Orders with at least one purchase.
    public var orders: Int
    /// What is left after returns.
    public var revenue: Money
  }

  /// How many products a basket holds.
  public struct BasketSize: Sendable, Equatable, Encodable {
    /// Half of the baskets have at most so many.
    public var median = 0
    /// 99 of 100 baskets have at most so many.
    public var p99 = 0
    /// The largest basket.
    public var max = 0
  }

  /// Lines whose description tests how the file was read: wrong marks or letters show here first.
  public struct Text: Sendable, Equatable, Encodable {
    /// With a letter or sign beyond ASCII.
    public var nonASCII = 0
    /// With a quotation mark.
    public var quotes = 0
    /// With a comma.
    public var commas = 0
  }

  /// The lines that say what a named customer paid for: quantity and amount above zero.
  public struct Paid: Sendable, Equatable {
    /// How many there are.
    public var lines = 0
    /// Whose they are.
    public var customers = 0
    /// On how many orders they stand.
    public var orders = 0
    /// What they brought, before returns.
    public var revenue = Money.zero
  }

  /// Lines, returns and services included.
  public var lines = 0
  /// Customers with at least one line.
  public var customers = 0
  /// Lines without a customer.
  public var anonymousLines = 0
  /// Customers with exactly one order that holds a purchase.
  public var oneTimeCustomers = 0
  /// Products with at least one line.
  public var products = 0
  /// Orders, anonymous baskets included.
  public var orders = 0
  /// Orders of returns only whose id is a `C` before a number, as cancellations are often written.
  public var cancelledOrders = 0
  /// Lines on cancelled orders.
  public var cancelledLines = 0
  /// Orders whose id is another letter before a number, where few are: adjustments, as a rule.
  public var adjustedOrders = 0
  /// Lines with a quantity below zero.
  public var returns = 0
  /// Those of them that name a customer.
  public var returnsOfCustomers = 0
  /// Returns of named customers that find no purchase to take back.
  public var unmatchedReturns = 0
  /// Lines that cost nothing.
  public var zeroPrices = 0
  /// Lines that equal an earlier line of their order in every value.
  public var duplicateLines = 0
  /// The day of the oldest line.
  public var from: Day?
  /// The day of the newest line.
  public var to: Day?
  /// The sum of all lines: what is left after returns.
  public var revenue = Money.zero
  /// What named customers paid for.
  public var paid = Paid()
  /// The different products of a basket.
  public var basketSize = BasketSize()
  /// Products that were sold under more than one description.
  public var productsWithSeveralDescriptions = 0
  /// Descriptions with marks and letters that are easily misread.
  public var text = Text()
  /// The products on most lines, most first.
  public var topProducts: [ProductFigure] = []
  /// Products that look like postage, fees, vouchers or corrections.
  public var likelyServices: [ProductFigure] = []
  /// A pattern for `--exclude-products` that names the likely services; `nil` where there are none.
  public var suggestedExclusion: String?
  /// The pattern in force.
  public var excludedProducts: String?
  /// Customers who brought twenty times as much as the mean one, most first.
  public var bulkCustomers: [CustomerFigure] = []
  /// Days between the first and the last without a single line.
  public var emptyDays: [Day] = []
  /// Sentences about what should be looked at before training.
  public var warnings: [String] = []

  /// A report about nothing.
  public init() {}
}

extension DescribeReport: Encodable {
  private enum Key: String, CodingKey {
    case lines, customers, anonymousLines, oneTimeCustomers, products, orders, cancelledOrders
    case cancelledLines, returns, returnsOfCustomers, unmatchedReturns, zeroPrices, duplicateLines
    case from, to, revenue, paid, basketSize, productsWithSeveralDescriptions, topProducts
    case likelyServiceProducts, suggestedExclusion, excludedProducts, bulkCustomers, emptyDays
    case warnings, text, adjustedOrders
  }

  /// Writes the names that programs rely on; money as a number, days as `2011-12-09`.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    let counts: [(Key, Int)] = [
      (.lines, lines), (.customers, customers), (.anonymousLines, anonymousLines),
      (.oneTimeCustomers, oneTimeCustomers), (.products, products), (.orders, orders),
      (.cancelledOrders, cancelledOrders), (.cancelledLines, cancelledLines), (.returns, returns),
      (.adjustedOrders, adjustedOrders),
      (.returnsOfCustomers, returnsOfCustomers), (.unmatchedReturns, unmatchedReturns),
      (.zeroPrices, zeroPrices), (.duplicateLines, duplicateLines),
      (.productsWithSeveralDescriptions, productsWithSeveralDescriptions),
    ]
    for (key, count) in counts { try object.encode(count, forKey: key) }
    try object.encode(from?.description, forKey: .from)
    try object.encode(to?.description, forKey: .to)
    try object.encode(revenue.value, forKey: .revenue)
    try object.encode(paid, forKey: .paid)
    try object.encode(basketSize, forKey: .basketSize)
    try object.encode(text, forKey: .text)
    try object.encode(topProducts, forKey: .topProducts)
    try object.encode(likelyServices.map(\.product.text), forKey: .likelyServiceProducts)
    try object.encode(suggestedExclusion, forKey: .suggestedExclusion)
    try object.encode(excludedProducts, forKey: .excludedProducts)
    try object.encode(bulkCustomers.map(\.customer.text), forKey: .bulkCustomers)
    try object.encode(emptyDays.map(\.description), forKey: .emptyDays)
    try object.encode(warnings, forKey: .warnings)
  }
}

extension DescribeReport.ProductFigure: Encodable {
  private enum Key: String, CodingKey { case product, name, lines, revenue }

  /// Writes the id as text and the money as a number.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(product.text, forKey: .product)
    try object.encode(name, forKey: .name)
    try object.encode(lines, forKey: .lines)
    try object.encode(revenue.value, forKey: .revenue)
  }
}

extension DescribeReport.Paid: Encodable {
  private enum Key: String, CodingKey { case lines, customers, orders, revenue }

  /// Writes the money as a number.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(lines, forKey: .lines)
    try object.encode(customers, forKey: .customers)
    try object.encode(orders, forKey: .orders)
    try object.encode(revenue.value, forKey: .revenue)
  }
}
