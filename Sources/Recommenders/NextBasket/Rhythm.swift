import Commerce
import Foundation

/// How often a customer buys a product, and whether it is due.
///
/// The mean interval between purchases is shrunk towards the product's typical interval, as if two intervals
/// of the typical length had been seen as well, so that one odd pair of purchases does not make a rhythm.
struct Rhythm: Equatable {
  /// The days on which the customer bought the product, distinct and ascending.
  let purchases: ArraySlice<Int32>
  /// The product's typical interval in days; 0 where it is unknown.
  let typicalInterval: Float

  /// How many typical intervals are added to the customer's own.
  private static let priorIntervals: Float = 2

  /// Days from one purchase to the next, or `nil` where nothing is known.
  var interval: Float? {
    guard let first = purchases.first, let last = purchases.last else { return nil }
    let own = Float(purchases.count - 1)
    guard typicalInterval > 0 else { return own > 0 ? max(1, Float(last - first) / own) : nil }
    return max(
      1,
      (Float(last - first) + Self.priorIntervals * typicalInterval) / (own + Self.priorIntervals))
  }

  /// How due the product is, 0 to 1: ρ·exp(1 − ρ) of the elapsed share ρ of the interval.
  ///
  /// Nothing just after a purchase (stocked up), everything when the interval has passed, and slowly less
  /// for a product that the customer seems to have given up.
  func dueness(on day: Day) -> Float {
    guard let interval, let last = purchases.last else { return 1 }
    let elapsed = Float(max(0, Int(day.number) - Int(last))) / interval
    return elapsed * exp(1 - elapsed)
  }

  /// The mean interval between purchases of one customer, by product; 0 where nobody bought it twice.
  static func typicalIntervals(of log: PurchaseLog) -> [Float] {
    var days = [Float](repeating: 0, count: log.products.count)
    var counts = days
    for customer in 0..<log.customers.count {
      for (product, purchases) in log.purchaseDays(ofCustomer: customer) where purchases.count > 1 {
        days[Int(product)] += Float(purchases[purchases.endIndex - 1] - purchases[0])
        counts[Int(product)] += Float(purchases.count - 1)
      }
    }
    return zip(days, counts).map { $1 > 0 ? $0 / $1 : 0 }
  }
}

extension PurchaseLog {
  /// The distinct days, ascending, on which a customer bought each product; products ascending.
  func purchaseDays(ofCustomer customer: Int) -> [(product: Int32, days: [Int32])] {
    var pairs = lines(ofCustomer: customer).map {
      (product: columns.product[$0], day: day(ofLine: $0).number)
    }
    pairs.sort { $0.product != $1.product ? $0.product < $1.product : $0.day < $1.day }
    var result: [(product: Int32, days: [Int32])] = []
    for pair in pairs {
      if result.last?.product != pair.product {
        result.append((pair.product, [pair.day]))
      } else if result[result.count - 1].days.last != pair.day {
        result[result.count - 1].days.append(pair.day)
      }
    }
    return result
  }
}
