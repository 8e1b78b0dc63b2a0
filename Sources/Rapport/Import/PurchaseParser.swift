import Commerce
import Foundation

/// Turns the records of a file of purchases into a batch, cell by cell and without a `String` a line.
struct PurchaseParser {
  private var batch = PurchaseBatch()
  private var currencies: [String] = []
  private let table: TableReader<PurchaseField>
  private let hasOrder: Bool
  private let hasTime: Bool
  private let hasFacts: Bool
  private var lastDate: (cell: [UInt8], seconds: Int64) = ([], 0)

  /// What a file of purchases holds.
  struct Result {
    let batch: PurchaseBatch
    /// The one currency that the file names, if it names any.
    let currency: String?
  }

  /// Reads a whole file.
  ///
  /// - Throws: `ImportError`.
  static func read(
    _ table: TableReader<PurchaseField>, progress: ProgressHandler
  ) throws -> Result {
    var parser = PurchaseParser(table)
    try table.forEachRow(progress: progress) { row throws(CellProblem) in try parser.take(row) }
    guard parser.currencies.count < 2 else {
      throw ImportError.severalCurrencies(
        file: table.file.path, currencies: parser.currencies.sorted())
    }
    parser.unifyCustomers()
    return Result(batch: parser.batch, currency: parser.currencies.first)
  }

  private init(_ table: TableReader<PurchaseField>) {
    self.table = table
    hasOrder = table.has(.order)
    hasTime = table.has(.time)
    let facts: [PurchaseField] = [
      .category, .department, .brand, .channel, .store, .country, .currency,
    ]
    hasFacts = facts.contains { table.has($0) }
    if table.has(.cost) { batch.cost = [] }
    if table.has(.discount) { batch.discount = [] }
    if table.has(.description) { batch.description = [] }
  }

  /// Checks a line first and takes it then, so that a refused line leaves nothing behind.
  private mutating func take(_ row: TableReader<PurchaseField>) throws(CellProblem) {
    let product = row.cell(.product)
    if product.isEmpty { throw CellProblem(PurchaseField.product, .missingProduct) }
    let seconds = hasTime ? try time(row) : 0
    let quantity = try row.number(.quantity, decimals: 3)
    let (sold, amount) = try value(row, quantity: quantity)
    let cost = try row.number(.cost, decimals: 4)
    let discount = try row.number(.discount, decimals: 4)
    let buyer = row.cell(.customer)
    let isAnonymous = Self.isNobody(buyer)
    let orderCell = row.cell(.order)
    if isAnonymous, orderCell.isEmpty {
      throw hasOrder
        ? CellProblem(PurchaseField.order, .missingOrder)
        : CellProblem(PurchaseField.customer, .missingCustomer)
    }
    let customer = isAnonymous ? -1 : batch.customers.number(of: buyer)
    let order = batch.orders.number(of: customer, orderText(orderCell, seconds))
    let productNumber = batch.products.number(of: product)
    batch.order.append(order)
    batch.product.append(productNumber)
    batch.time.append(seconds)
    batch.quantity.append(sold)
    batch.amount.append(amount)
    batch.cost?.append(cost ?? PurchaseBatch.noValue)
    batch.discount?.append(discount ?? PurchaseBatch.noValue)
    if row.has(.description) {
      let description = description(row, productNumber)
      batch.description?.append(description)
    }
    if hasFacts { takeFacts(row, customer: customer, product: productNumber, order: order) }
  }

  private mutating func time(_ row: TableReader<PurchaseField>) throws(CellProblem) -> Int64 {
    let cell = row.cell(.time)
    if cell.count == lastDate.cell.count, !cell.isEmpty, cell.elementsEqual(lastDate.cell) {
      return lastDate.seconds
    }
    guard let seconds = table.dialect.dates.parse(cell) else {
      throw CellProblem(PurchaseField.time, .badDate)
    }
    lastDate = (Array(cell), seconds)
    return seconds
  }

  /// The quantity and the amount of a line.
  ///
  /// The sign of a return is that of its quantity. Where the file has no quantity column, an amount below
  /// zero is a return of one.
  private func value(
    _ row: TableReader<PurchaseField>, quantity: Int64?
  ) throws(CellProblem) -> (quantity: Int64, amount: Int64) {
    let count = quantity ?? 1000
    if row.has(.amount), let amount = try row.number(.amount, decimals: 4) {
      if count < 0 { return (count, -abs(amount)) }
      guard amount < 0 else { return (count, amount) }
      guard quantity == nil else { throw CellProblem(PurchaseField.amount, .negativeAmount) }
      return (-count, amount)
    }
    guard let price = try row.number(.price, decimals: 4) else { return (count, 0) }
    if price < 0 { throw CellProblem(PurchaseField.price, .negativePrice) }
    let amount = Money.amount(price: Money(tenThousandths: price), quantityThousandths: count)
    guard let amount else { throw CellProblem(PurchaseField.price, .badNumber) }
    return (count, amount.tenThousandths)
  }

  /// An order without an id is the customer's day.
  private mutating func orderText(_ cell: UnsafeBufferPointer<UInt8>, _ seconds: Int64) -> Int32 {
    cell.isEmpty
      ? batch.orderTexts.number(of: Timestamp(seconds: seconds).day.description)
      : batch.orderTexts.number(of: cell)
  }

  private mutating func description(
    _ row: TableReader<PurchaseField>, _ product: Int32
  ) -> Int32 {
    let cell = row.cell(.description)
    if cell.isEmpty { return -1 }
    return batch.descriptions.number(of: product, batch.descriptionTexts.number(of: cell))
  }

  private mutating func takeFacts(
    _ row: TableReader<PurchaseField>, customer: Int32, product: Int32, order: Int32
  ) {
    func keep(_ field: PurchaseField, _ facts: inout [Int32: String], _ key: Int32) {
      guard row.has(field), key >= 0, facts[key] == nil, let text = row.text(field) else { return }
      facts[key] = text
    }
    keep(.country, &batch.facts.country, customer)
    keep(.category, &batch.facts.category, product)
    keep(.department, &batch.facts.department, product)
    keep(.brand, &batch.facts.brand, product)
    keep(.channel, &batch.facts.channel, order)
    keep(.store, &batch.facts.store, order)
    guard row.has(.currency), let currency = row.text(.currency)?.uppercased(),
      !currencies.contains(currency)
    else { return }
    currencies.append(currency)
  }

  /// Whether a customer cell names nobody: it is empty, or what programs write for nothing.
  private static func isNobody(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    if cell.isEmpty { return true }
    guard cell.count <= 4, cell[0] >= 65 else { return false }
    return ["NULL", "null", "NaN", "nan", "None", "N/A"].contains { cell.elementsEqual($0.utf8) }
  }

  /// Takes `.0` off the customers where all of them have it, which is how a column of numbers with gaps
  /// leaves a program that keeps it as decimals.
  private mutating func unifyCustomers() {
    let texts = (0..<batch.customers.count).map { batch.customers[$0] }
    let areAllDecimals = texts.allSatisfy { text in
      text.count > 2 && text.hasSuffix(".0")
        && text.utf8.dropLast(2).allSatisfy { (48...57).contains($0) }
    }
    guard areAllDecimals, !texts.isEmpty else { return }
    batch.customers = TextTable()
    for text in texts { _ = batch.customers.number(of: String(text.dropLast(2))) }
  }
}
