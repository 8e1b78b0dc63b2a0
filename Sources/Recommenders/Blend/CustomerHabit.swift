import Commerce
import Foundation

/// What a customer has bought, as a blend needs it: which products, and how much of a repeater.
struct CustomerHabit {
  /// The distinct products, ascending.
  let products: [Int32]
  /// 1, the share of purchases that were repeats, and ln(1 + baskets).
  let facts: (Float, Float, Float)

  init(_ customer: Int, in log: PurchaseLog) {
    let lines = log.lines(ofCustomer: customer)
    var pairs: [UInt64] = []
    pairs.reserveCapacity(lines.count)
    var orders: Set<Int32> = []
    for line in lines {
      let product = UInt64(UInt32(bitPattern: log.columns.product[line]))
      pairs.append(product << 32 | UInt64(UInt32(bitPattern: log.columns.order[line])))
      orders.insert(log.columns.order[line])
    }
    pairs.sort()
    var (distinct, purchases) = ([Int32](), 0)
    for (i, pair) in pairs.enumerated() where i == 0 || pair != pairs[i - 1] {
      purchases += 1
      let product = Int32(pair >> 32)
      if distinct.last != product { distinct.append(product) }
    }
    products = distinct
    let repeated = purchases > 0 ? Float(purchases - distinct.count) / Float(purchases) : 0
    facts = (1, repeated, log1p(Float(orders.count)))
  }
}
