import Commerce

/// Purchases of one source before they meet the store: every text once, the lines as columns.
///
/// A column that the source does not have is `nil`, and then leaves what the store knows alone.
struct PurchaseBatch {
  /// Distinct customers, in the order they first appear.
  var customers = TextTable()
  /// Distinct products.
  var products = TextTable()
  /// Distinct texts of orders.
  var orderTexts = TextTable()
  /// Distinct orders: (customer, text), the customer being −1 for an anonymous basket.
  var orders = PairTable()
  /// Distinct texts of descriptions.
  var descriptionTexts = TextTable()
  /// Distinct descriptions: (product, text).
  var descriptions = PairTable()

  /// The order of each line.
  var order: [Int32] = []
  /// The product of each line.
  var product: [Int32] = []
  /// Seconds since 1970-01-01.
  var time: [Int64] = []
  /// Thousandths.
  var quantity: [Int64] = []
  /// Ten-thousandths of the currency.
  var amount: [Int64] = []
  /// Ten-thousandths of the currency; `noValue` where the cell is empty.
  var cost: [Int64]?
  /// Ten-thousandths of the currency; `noValue` where the cell is empty.
  var discount: [Int64]?
  /// The description of each line, −1 for none.
  var description: [Int32]?

  /// The facts that purchases carry along, by customer, product or order; the first one named counts.
  var facts = Facts()

  /// What stands for an empty cell in a column of numbers.
  static let noValue = Int64.min

  /// Facts about things other than lines.
  struct Facts {
    var country: [Int32: String] = [:]
    var category: [Int32: String] = [:]
    var department: [Int32: String] = [:]
    var brand: [Int32: String] = [:]
    var channel: [Int32: String] = [:]
    var store: [Int32: String] = [:]
  }

  /// How many lines there are.
  var count: Int { order.count }

  /// Makes a batch of lines held in memory.
  init(_ lines: some Collection<PurchaseLine>) {
    for line in lines {
      let customer = line.customer.map { customers.number(of: $0.text) } ?? -1
      order.append(orders.number(of: customer, orderTexts.number(of: line.order.text)))
      product.append(products.number(of: line.product.text))
      time.append(line.time.seconds)
      quantity.append(Int64((line.quantity * 1000).rounded()))
      amount.append(line.amount.tenThousandths)
    }
  }

  /// An empty batch.
  init() {}
}
