import Commerce

/// Small logs for tests: purchases of customers on days counted from one day.
enum Shop {
  static let start = Day(number: 15_000)

  static func day(_ number: Int) -> Day { start.advanced(by: number) }

  /// A log in which each customer bought one product for the given amounts on the given days.
  static func log(_ purchases: [CustomerID: [(day: Int, amount: Int)]]) -> PurchaseLog {
    PurchaseLog(
      purchases.sorted { $0.key.text < $1.key.text }.flatMap { customer, purchases in
        purchases.enumerated().map { number, purchase in
          PurchaseLine(
            customer: customer, product: "P", order: OrderID("\(number)"),
            time: Timestamp(day(purchase.day)), amount: Money(purchase.amount))
        }
      })
  }
}
