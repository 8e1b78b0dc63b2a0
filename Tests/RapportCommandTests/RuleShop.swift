import Foundation
import TestSupport

@testable import Rapport

/// A grocer's eight months with everything planted that `rapport rules` can be asked for.
///
/// Tea brings scones, until they fall out of fashion; coffee brings filters eleven days later; those who shop most
/// buy champagne with glasses; honey and yoghurt belong together but have different customers; saffron is rare
/// and comes with rice.
enum RuleShop {
  static let firstDay = Day(number: 15_000)
  static let names: [String: String] = [
    "10": "Black tea", "11": "Scones, six", "12": "Coffee", "13": "Coffee filters",
    "14": "Champagne", "15": "Glasses \"Paris\"", "16": "Honey", "17": "Yoghurt", "18": "Saffron",
    "19": "Rice", "20": "Bread",
  ]

  /// A workspace in a folder that is gone afterwards.
  static func with<Value>(_ body: (Workspace) throws -> Value) throws -> Value {
    try withTemporaryFolder { folder in
      let workspace = try Workspace(at: folder.appending(path: "w", directoryHint: .isDirectory))
      try workspace.importPurchases(lines)
      let file = folder.appending(path: "products.csv")
      try Data(products.utf8).write(to: file)
      _ = try workspace.importProducts(from: file)
      return try body(workspace)
    }
  }

  /// Names, groups and costs; the cost of bread is not known.
  static let products = #"""
    product,name,category,department,cost
    10,Black tea,Tea,Drinks,2.00
    11,"Scones, six",Cakes,Bakery,1.00
    12,Coffee,Coffee,Drinks,5.00
    13,Coffee filters,Coffee,Drinks,0.50
    14,Champagne,Wine,Drinks,20.00
    15,"Glasses ""Paris""",Table,Household,6.00
    16,Honey,Spreads,Pantry,3.00
    17,Yoghurt,Dairy,Fresh,0.40
    18,Saffron,Spices,Pantry,7.00
    19,Rice,Staples,Pantry,1.20
    20,Bread,Bread,Bakery,

    """#

  private static let prices = [
    10: 4, 11: 3, 12: 8, 13: 2, 14: 32, 15: 12, 16: 6, 17: 1, 18: 12, 19: 3, 20: 2,
  ]

  static var lines: [PurchaseLine] {
    (0..<60).flatMap { customer -> [PurchaseLine] in
      let rhythm = customer < 8 ? 10 : 20
      return (0..<240 / rhythm).flatMap { visit -> [PurchaseLine] in
        let day = (customer * 7) % rhythm + visit * rhythm
        var lines = products(of: customer, visit: visit, day: day).map {
          line(customer, $0, day)
        }
        if customer % 3 == 2, visit % 3 == 0, customer % 2 == 0, day + 11 < 240 {
          lines.append(line(customer, 13, day + 11))
        }
        return lines
      }
    }
  }

  private static func products(of customer: Int, visit: Int, day: Int) -> [Int] {
    var basket: [Int] = []
    if (customer + visit) % 2 == 0 { basket.append(20) }
    if customer % 3 != 2, visit % 2 == 0 {
      basket.append(10)
      if day < 160 ? (customer + visit) % 5 != 0 : (customer + visit) % 5 == 0 { basket.append(11) }
    }
    if customer % 3 == 2, visit % 3 == 0 { basket.append(12) }
    if customer < 8, visit % 4 == 1 { basket += [14, 15] }
    if customer >= 8, customer < 14, visit == 3 { basket.append(14) }
    if customer % 4 == 1, visit % 6 == 2 { basket.append(16) }
    if customer % 4 == 3, visit % 6 == 2 { basket.append(17) }
    if customer % 20 == 0, visit % 5 == 1 { basket += [16, 17] }
    if customer % 10 == 4, visit == 4 { basket += [18, 19] }
    if customer % 6 == 0, visit % 5 == 3 { basket.append(19) }
    return basket.isEmpty ? [20] : basket
  }

  private static func line(_ customer: Int, _ product: Int, _ day: Int) -> PurchaseLine {
    PurchaseLine(
      customer: CustomerID("C\(customer)"), product: ProductID("\(product)"),
      order: OrderID("\(customer)-\(day)"), time: Timestamp(firstDay.advanced(by: day), hour: 10),
      amount: Money(prices[product] ?? 1))
  }
}
