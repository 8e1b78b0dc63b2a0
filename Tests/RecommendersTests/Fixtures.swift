import Commerce
import Recommenders

/// The day on which the tiny shops of these tests close their books.
let closingDay = Day(number: 15_000)

/// A purchase some days before the closing day.
func bought(
  _ product: String, by customer: String?, daysAgo: Int = 0, order: String? = nil,
  quantity: Double = 1
) -> PurchaseLine {
  PurchaseLine(
    customer: customer.map { CustomerID($0) }, product: ProductID(product),
    order: order.map { OrderID($0) }, time: Timestamp(closingDay.advanced(by: -daysAgo)),
    quantity: quantity, amount: Money(3) * Int(quantity))
}

/// The checkerboard: customer u bought every product of u's colour but u itself, at once.
///
/// What each customer lacks is known, so every collaborative model must name it first.
func checkerboard(size: Int) -> PurchaseLog {
  PurchaseLog(
    (0..<size).flatMap { customer in
      (0..<size).filter { $0 % 2 == customer % 2 && $0 != customer }.map {
        bought("\($0)", by: "\(customer)", order: "all")
      }
    })
}

/// Stores a model and reads it back.
func reloaded(
  _ model: any StoredModel, _ configuration: RecommenderConfiguration
) throws -> any StoredModel {
  try configuration.load(from: model.arrays)
}
