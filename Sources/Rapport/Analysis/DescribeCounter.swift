import Commerce

/// Counts what the log of a workspace holds.
struct DescribeCounter {
  private let log: PurchaseLog
  private let catalogue: Catalogue
  private var productLines: [Int]
  private var productRevenue: [Money]
  private var customerRevenue: [Money]
  private var orderCustomer: [Int32]
  private var orderHasPurchase: [Bool]
  private var orderHasPaid: [Bool]
  private var orderLines: [Int]

  /// Walks the log once.
  static func report(_ log: PurchaseLog, catalogue: Catalogue) -> DescribeReport {
    var counter = DescribeCounter(log, catalogue)
    var report = DescribeReport()
    counter.countLines(&report)
    counter.countOrders(&report)
    counter.rankProducts(&report)
    counter.findBulkCustomers(&report)
    return report
  }

  private init(_ log: PurchaseLog, _ catalogue: Catalogue) {
    self.log = log
    self.catalogue = catalogue
    productLines = Array(repeating: 0, count: log.products.count)
    productRevenue = Array(repeating: .zero, count: log.products.count)
    customerRevenue = Array(repeating: .zero, count: log.customers.count)
    orderCustomer = Array(repeating: -1, count: log.orderIDs.count)
    orderHasPurchase = Array(repeating: false, count: log.orderIDs.count)
    orderHasPaid = Array(repeating: false, count: log.orderIDs.count)
    orderLines = Array(repeating: 0, count: log.orderIDs.count)
  }

  private mutating func countLines(_ report: inout DescribeReport) {
    let columns = log.columns
    report.lines = log.count
    report.customers = log.customers.count
    report.products = log.products.count
    report.orders = log.orderIDs.count
    report.anonymousLines = log.anonymousLines.count
    report.from = columns.time.min().map { Timestamp(seconds: $0).day }
    report.to = log.lastDay
    for i in 0..<log.count {
      let (customer, product) = (Int(columns.customer[i]), Int(columns.product[i]))
      let order = Int(columns.order[i])
      let amount = Money(tenThousandths: columns.amount[i])
      report.revenue += amount
      orderCustomer[order] = columns.customer[i]
      orderLines[order] += 1
      if customer >= 0 { customerRevenue[customer] += amount }
      if amount == .zero, columns.quantity[i] != 0 { report.zeroPrices += 1 }
      if columns.quantity[i] < 0 {
        report.returns += 1
        if customer >= 0 { report.returnsOfCustomers += 1 }
        continue
      }
      productLines[product] += 1
      productRevenue[product] += amount
      guard columns.quantity[i] > 0 else { continue }
      orderHasPurchase[order] = true
      guard customer >= 0, amount > .zero else { continue }
      orderHasPaid[order] = true
      report.paid.lines += 1
      report.paid.revenue += amount
    }
  }

  private mutating func countOrders(_ report: inout DescribeReport) {
    var purchaseOrders = [Int](repeating: 0, count: log.customers.count)
    var hasPaid = [Bool](repeating: false, count: log.customers.count)
    for order in log.orderIDs.indices {
      let customer = Int(orderCustomer[order])
      if !orderHasPurchase[order], Self.isCancellation(log.orderIDs[order].text) {
        report.cancelledOrders += 1
        report.cancelledLines += orderLines[order]
      }
      if orderHasPaid[order] { report.paid.orders += 1 }
      guard customer >= 0 else { continue }
      if orderHasPurchase[order] { purchaseOrders[customer] += 1 }
      if orderHasPaid[order] { hasPaid[customer] = true }
    }
    report.adjustedOrders = adjustments()
    report.oneTimeCustomers = purchaseOrders.count { $0 == 1 }
    report.paid.customers = hasPaid.count { $0 }
    report.basketSize = basketSize()
    purchasesByCustomer = purchaseOrders
  }

  private var purchasesByCustomer: [Int] = []

  /// A `C` (or `c`) and then digits only.
  private static func isCancellation(_ id: String) -> Bool { letter(before: id) == 99 }

  /// The one small letter before nothing but digits, or `nil`.
  private static func letter(before id: String) -> UInt8? {
    guard let first = id.utf8.first.map({ $0 | 32 }), (97...122).contains(first),
      id.utf8.count > 1, id.utf8.dropFirst().allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return first
  }

  /// Orders with a letter that fewer than one order in a hundred has; `C` is for cancellations.
  private func adjustments() -> Int {
    var orders = [Int](repeating: 0, count: 256)
    for id in log.orderIDs {
      if let letter = Self.letter(before: id.text) { orders[Int(letter)] += 1 }
    }
    orders[99] = 0
    return orders.filter { $0 * 100 < log.orderIDs.count }.reduce(0, +)
  }

  /// Different products bought per order; the nearest rank stands for a percentile.
  private func basketSize() -> DescribeReport.BasketSize {
    let byOrder = log.linesByOrder()
    var sizes: [Int] = []
    var products: Set<Int32> = []
    for order in log.orderIDs.indices where orderHasPurchase[order] {
      products.removeAll(keepingCapacity: true)
      for line in byOrder[order] where log.columns.quantity[Int(line)] > 0 {
        products.insert(log.columns.product[Int(line)])
      }
      sizes.append(products.count)
    }
    sizes.sort()
    guard let last = sizes.last else { return DescribeReport.BasketSize() }
    func percentile(_ percent: Int) -> Int { sizes[(sizes.count * percent + 99) / 100 - 1] }
    return DescribeReport.BasketSize(median: percentile(50), p99: percentile(99), max: last)
  }

  private func figure(_ product: Int) -> DescribeReport.ProductFigure {
    DescribeReport.ProductFigure(
      product: log.products[product], name: catalogue[log.products[product]].name,
      lines: productLines[product], revenue: productRevenue[product])
  }

  private func rankProducts(_ report: inout DescribeReport) {
    let ranked = productLines.indices.sorted {
      productLines[$0] != productLines[$1] ? productLines[$0] > productLines[$1] : $0 < $1
    }
    report.topProducts = ranked.prefix(10).map(figure)
    let codes = log.products.ids.map(\.text)
    let services = DescribeServices(codes: codes)
    report.likelyServices = ranked.map(figure).filter {
      services.isLikely(code: $0.product.text, name: $0.name)
    }
    report.suggestedExclusion = DescribeServices.pattern(
      for: report.likelyServices.map(\.product.text), among: codes)
  }

  private func findBulkCustomers(_ report: inout DescribeReport) {
    guard log.customers.count > 0 else { return }
    let total = customerRevenue.reduce(Money.zero, +)
    let cut = Money(tenThousandths: total.tenThousandths / Int64(log.customers.count)) * 20
    guard cut > .zero else { return }
    let bulk = customerRevenue.indices.filter { customerRevenue[$0] >= cut }.sorted {
      customerRevenue[$0] != customerRevenue[$1]
        ? customerRevenue[$0] > customerRevenue[$1] : $0 < $1
    }
    report.bulkCustomers = bulk.map {
      DescribeReport.CustomerFigure(
        customer: log.customers[$0], name: nil, orders: purchasesByCustomer[$0],
        revenue: customerRevenue[$0])
    }
  }
}
