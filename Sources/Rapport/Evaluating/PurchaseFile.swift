public import Commerce
public import Evaluation
public import Foundation

/// A file of purchases read straight into a log, without a workspace: for tests on data that others split.
///
/// Read exactly as `rapport import purchases` reads it, with the columns `customer,product` and, where there
/// are any, `order`, `time`, `quantity` and `price`.
public struct PurchaseFile: Sendable {
  /// The purchases.
  public let log: PurchaseLog
  /// Whether the file says when things were bought.
  public let hasTime: Bool
  /// Whether the file says which things were bought together.
  public let hasOrder: Bool
  /// Lines that could not be read.
  public let rejected: Int

  /// Reads a file.
  ///
  /// Where there are no times but all order ids are numbers, the numbers give each customer's sequence:
  /// orders are dated a day apart, and everybody's last order falls on the same day. So recency means what it
  /// should, and the test is everybody's next order. Without either, everything happened on one day.
  ///
  /// - Parameters:
  ///   - url: A CSV file.
  ///   - options: Which column is what, where the header does not say.
  ///   - settings: Is told how far the task is.
  /// - Throws: `ImportError` for what is no file of purchases.
  public init(
    _ url: URL, options: ImportOptions = ImportOptions(), settings: RunSettings = RunSettings()
  ) throws {
    let file = try DelimitedFile(url)
    let table = try TableReader<PurchaseField>(
      file, options: options, remembered: RememberedFile())
    var batch = try PurchaseParser.read(table, progress: settings.progress).batch
    try table.refuseNothingAccepted()
    hasTime = table.has(.time)
    hasOrder = table.has(.order)
    rejected = table.rejects.count
    if !hasTime, hasOrder { batch.dateOrdersByNumber() }
    log = PurchaseLog(batch)
  }

  /// What train knows of the test, as far as the columns tell.
  public static func leaks(train: PurchaseFile, test: PurchaseFile) -> [Leak] {
    if train.hasTime, test.hasTime, let day = train.log.lastDay {
      return Leak.search(train: train.log, test: test.log, lastTrainDay: day)
    }
    guard train.hasOrder, test.hasOrder else { return [] }
    return Leak.search(train: train.log, test: test.log)
  }
}

extension PurchaseBatch {
  /// Dates the orders a day apart where their ids are numbers, the last of every customer on one day.
  mutating func dateOrdersByNumber() {
    let numbers = (0..<orderTexts.count).map { Int(orderTexts[$0]) }
    guard !numbers.contains(where: { $0 == nil || ($0 ?? 0) < 0 }) else { return }
    func number(_ order: Int) -> Int { numbers[Int(orders.second(order))] ?? 0 }
    var byCustomer = [[Int]](repeating: [], count: customers.count)
    for order in 0..<orders.count where orders.first(order) >= 0 {
      byCustomer[Int(orders.first(order))].append(order)
    }
    let longest = byCustomer.map(\.count).max() ?? 1
    var day = [Int](repeating: longest - 1, count: orders.count)
    for own in byCustomer {
      for (back, order) in own.sorted(by: { number($0) > number($1) }).enumerated() {
        day[order] = longest - 1 - back
      }
    }
    for line in 0..<count { time[line] = Int64(day[Int(order[line])]) * 86_400 }
  }
}

extension PurchaseLog {
  /// Numbers a batch's ids and makes its log.
  init(_ batch: PurchaseBatch) {
    let customerIDs = (0..<batch.customers.count).map { CustomerID(batch.customers[$0]) }
    let productIDs = (0..<batch.products.count).map { ProductID(batch.products[$0]) }
    let customers = IDIndex(customerIDs)
    let products = IDIndex(productIDs)
    let customerMap = customerIDs.map { Int32(customers.position(of: $0) ?? -1) }
    let productMap = productIDs.map { Int32(products.position(of: $0) ?? 0) }
    let ids = (0..<batch.orders.count).map {
      OrderID(batch.orderTexts[Int(batch.orders.second($0))])
    }
    let owners = (0..<batch.orders.count).map { order -> Int32 in
      let customer = batch.orders.first(order)
      return customer < 0 ? -1 : customerMap[Int(customer)]
    }
    let ranks = Self.ranks(ofOrders: ids, customers: owners, customerCount: customers.count)
    var orderIDs = ids
    for (order, rank) in ranks.enumerated() { orderIDs[Int(rank)] = ids[order] }
    var columns = Columns()
    columns.reserveCapacity(batch.count)
    for line in 0..<batch.count {
      let order = Int(batch.order[line])
      columns.append(
        customer: owners[order], product: productMap[Int(batch.product[line])],
        order: ranks[order], time: batch.time[line],
        quantity: Float(Double(batch.quantity[line]) / 1000), amount: batch.amount[line])
    }
    self.init(customers: customers, products: products, orderIDs: orderIDs, columns: columns)
  }
}
