public import Commerce
public import Compute
import Foundation

/// How often each product is bought: a model of its own, and the fallback inside every other model.
public struct PopularityTable: Sendable {
  /// Orders with the product, by product position, forgotten ones counted less.
  public let counts: AlignedBuffer<Float>
  /// All orders, counted the same way.
  public let orders: Float

  /// Counts distinct (order, product) pairs, anonymous orders included.
  public init(counting log: PurchaseLog, asOf: Day, halfLifeDays: Double? = nil) {
    let strength = PurchaseStrength(.orders, halfLifeDays: halfLifeDays)
    counts = AlignedBuffer(repeating: 0, count: log.products.count)
    let byOrder = log.linesByOrder()
    var lastOrder = [Int32](repeating: -1, count: log.products.count)
    var orders: Float = 0
    for order in 0..<log.orderIDs.count {
      guard let first = byOrder[order].first else { continue }
      let weight = strength.decay(days: Float(log.day(ofLine: Int(first)).distance(to: asOf)))
      orders += weight
      for line in byOrder[order] {
        let product = Int(log.columns.product[Int(line)])
        guard lastOrder[product] != Int32(order) else { continue }
        lastOrder[product] = Int32(order)
        counts.pointer[product] += weight
      }
    }
    self.orders = orders
  }

  /// The share of orders with the product at a position, 0 to 1.
  public func share(of product: Int) -> Double {
    orders > 0 ? Double(counts.pointer[product]) / Double(orders) : 0
  }

  /// Writes the counts as the scores of a customer of whom nothing is known.
  func write(to row: UnsafeMutablePointer<Float>) {
    row.update(from: counts.pointer, count: counts.count)
  }
}

extension PopularityTable {
  /// Reads the table that `store(in:)` wrote.
  init(from source: some ModelArraySource, products: Int) throws {
    counts = try source.floats("popularity", count: products)
    orders = try source.floats("popularityOrders", count: 1).pointer[0]
  }

  /// Adds the table to a model's arrays.
  func store(in arrays: inout ModelArrays) {
    arrays.set("popularity", counts)
    arrays.set("popularityOrders", AlignedBuffer(repeating: orders, count: 1))
  }
}
