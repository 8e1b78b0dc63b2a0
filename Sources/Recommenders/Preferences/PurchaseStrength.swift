public import Commerce
public import Compute
import Foundation

/// How strongly a customer's purchases speak for a product: the r of every model.
///
/// The same strengths are used in training and when a customer is folded in, so the two cannot differ.
public struct PurchaseStrength: Sendable, Equatable {
  /// What is counted.
  public enum Measure: String, CaseIterable, Sendable {
    /// Bought or not: 1.
    case once
    /// Orders that contain the product.
    case orders
    /// log₂(1 + orders): the tenth purchase says less than the second.
    case logOrders = "log-orders"
    /// Units bought.
    case quantity
    /// log₂(1 + spent), in the currency of the shop: dear products say more, but not in proportion.
    case logValue = "log-value"
  }

  /// What is counted.
  public var measure: Measure
  /// After so many days a purchase counts half; `nil` means purchases are never forgotten.
  public var halfLifeDays: Double?

  /// Counts orders without forgetting, unless told otherwise.
  public init(_ measure: Measure = .orders, halfLifeDays: Double? = nil) {
    self.measure = measure
    self.halfLifeDays = halfLifeDays
  }

  /// Customers × products: the strength of what each customer has bought by a day.
  ///
  /// - Parameters:
  ///   - log: Purchases in the model's product positions, returns taken back.
  ///   - customers: Consecutive customer positions; row 0 is the first of them.
  ///   - asOf: The day from which ages are counted.
  /// - Returns: Positive strengths.
  /// - Complexity: O(n log m) for n lines, at most m of one customer.
  public func matrix(of log: PurchaseLog, customers: Range<Int>, asOf: Day) -> SparseMatrix {
    var offsets = [0]
    var indices: [Int32] = []
    var values: [Float] = []
    offsets.reserveCapacity(customers.count + 1)
    let lineCount =
      customers.isEmpty
      ? 0 : log.customerOffsets[customers.upperBound] - log.customerOffsets[customers.lowerBound]
    indices.reserveCapacity(lineCount)
    values.reserveCapacity(lineCount)
    var keys: [UInt64] = []
    for customer in customers {
      let lines = log.lines(ofCustomer: customer)
      keys.removeAll(keepingCapacity: true)
      for i in lines {
        let place = UInt64(i - lines.lowerBound)
        keys.append(UInt64(UInt32(bitPattern: log.columns.product[i])) << 32 | place)
      }
      keys.sort()
      append(keys, from: lines.lowerBound, of: log, asOf: asOf, &indices, &values)
      offsets.append(indices.count)
    }
    return SparseMatrix(
      rows: customers.count, columns: log.products.count, offsets: offsets, indices: indices,
      values: values)
  }

  /// Adds one customer's row; keys hold (product, line) in order, lines of one order being neighbours.
  private func append(
    _ keys: [UInt64], from first: Int, of log: PurchaseLog, asOf: Day, _ indices: inout [Int32],
    _ values: inout [Float]
  ) {
    var (lastProduct, lastOrder): (Int32, Int32) = (-1, -1)
    for key in keys {
      let line = first + Int(key & 0xFFFF_FFFF)
      let product = Int32(key >> 32)
      let order = log.columns.order[line]
      let isNewProduct = product != lastProduct
      if isNewProduct {
        finishLast(&values, isAny: lastProduct >= 0)
        indices.append(product)
        values.append(0)
      }
      let decay = decay(days: Float(log.day(ofLine: line).distance(to: asOf)))
      switch measure {
      case .once: values[values.count - 1] = max(values[values.count - 1], decay)
      case .quantity: values[values.count - 1] += decay * log.columns.quantity[line]
      case .logValue:
        // A gift is still a purchase: at least one hundredth.
        let spent = max(0.01, Money(tenThousandths: log.columns.amount[line]).value)
        values[values.count - 1] += decay * Float(spent)
      case .orders, .logOrders:
        if isNewProduct || order != lastOrder { values[values.count - 1] += decay }
      }
      (lastProduct, lastOrder) = (product, order)
    }
    finishLast(&values, isAny: lastProduct >= 0)
  }

  private func finishLast(_ values: inout [Float], isAny: Bool) {
    guard isAny, measure == .logOrders || measure == .logValue else { return }
    values[values.count - 1] = log2(1 + values[values.count - 1])
  }

  /// How much a purchase of some days ago still counts.
  func decay(days: Float) -> Float {
    guard let halfLifeDays else { return 1 }
    return exp2(-max(0, days) / Float(halfLifeDays))
  }
}

extension PurchaseStrength {
  init(reading reader: inout RecipeReader, default measure: Measure) throws {
    self.init(
      try reader.choice("strength", default: measure),
      halfLifeDays: try reader.optionalNumber("halfLifeDays", in: 0.01...100_000))
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("strength", measure.rawValue)
    try writer.set("halfLifeDays", halfLifeDays)
  }
}
