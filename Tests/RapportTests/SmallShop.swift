import Commerce
import Foundation
import TestSupport

@testable import Rapport

/// A shop small enough to check by hand: two tastes, a year of orders, names and categories.
///
/// Customers with an even number drink tea (products 1–4), the others coffee (5–8); everybody buys bread
/// (9). Each taste has its own rhythm, so that a model can be right about the last month.
enum SmallShop {
  static let firstDay = Day(number: 15_000)
  static let customers = 24

  /// The purchases of days `0 ..< days`; later days only add lines.
  static func lines(days: Int = 120) -> [PurchaseLine] {
    (0..<customers).flatMap { customer in
      stride(from: customer % 7, to: days, by: 7).flatMap { day in
        products(of: customer, visit: day / 7).map { product in
          PurchaseLine(
            customer: CustomerID("C\(customer)"), product: ProductID("\(product)"),
            order: OrderID("\(customer)-\(day)"),
            time: Timestamp(firstDay.advanced(by: day), hour: 10), amount: Money(product))
        }
      }
    }
  }

  /// What a customer buys at a visit: bread, and two of the four products of their taste.
  private static func products(of customer: Int, visit: Int) -> [Int] {
    let first = customer % 2 == 0 ? 1 : 5
    return [9, first + (visit + customer) % 4, first + (visit + customer / 2 + 1) % 4]
  }

  /// A workspace in a folder, with the purchases of some days.
  static func workspace(in folder: URL, days: Int = 120) throws -> Workspace {
    let workspace = try Workspace(at: folder.appending(path: "shop", directoryHint: .isDirectory))
    try workspace.importPurchases(lines(days: days))
    return workspace
  }

  /// Gives a body a shop of its own.
  static func with(days: Int = 120, _ body: (Workspace) throws -> Void) throws {
    try withTemporaryFolder { try body(workspace(in: $0, days: days)) }
  }
}
