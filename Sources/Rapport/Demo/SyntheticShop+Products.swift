public import Commerce
import Compute
import Foundation

extension SyntheticShop {
  /// A product of the shop.
  public struct Product: Sendable, Equatable {
    /// Its code.
    public let id: ProductID
    /// What it is called.
    public let name: String
    /// The number of its category.
    public let category: Int
    /// Its list price.
    public let price: Money
    /// What one costs the shop.
    public let cost: Money
    /// How many are in stock; few have none.
    public let stock: Int
  }

  private static let nouns = [
    "Tea", "Coffee", "Chocolate", "Biscuit", "Candle", "Lantern", "Notebook", "Pencil", "Mug",
    "Bowl", "Cushion", "Blanket", "Puzzle", "Kite", "Garden Pot", "Seed Mix", "Scarf", "Glove",
    "Soap", "Towel", "Clock", "Frame", "Basket", "Apron",
  ]
  private static let kinds = [
    "Classic", "Small", "Large", "Red", "Blue", "Green", "Striped", "Spotted", "Vintage", "Modern",
    "Oak", "Birch", "Winter", "Summer", "Spring", "Autumn", "Travel", "Family", "Festive", "Plain",
    "Honey", "Lemon", "Mint", "Ginger", "Rose", "Cedar", "Linen", "Woollen", "Paper", "Clay",
    "Night", "Morning", "Garden", "Harbour", "Forest", "Meadow", "River", "Island", "Mountain",
    "Cottage",
  ]

  /// The name of a category.
  public static func categoryName(_ category: Int) -> String {
    let name = nouns[category % nouns.count] + "s"
    return category < nouns.count ? name : "\(name) \(category / nouns.count + 1)"
  }

  /// The department of each of the nouns.
  private static let departments = [
    "Food", "Food", "Food", "Food", "Home", "Home", "Stationery", "Stationery", "Kitchen",
    "Kitchen", "Home", "Home", "Toys", "Toys", "Garden", "Garden", "Clothing", "Clothing", "Bath",
    "Bath", "Home", "Home", "Kitchen", "Kitchen",
  ]

  /// The name of the department a category belongs to.
  public static func departmentName(_ category: Int) -> String {
    departments[category % departments.count]
  }

  static func products(_ size: Size, shelves: [Range<Int>], seed: UInt64) -> [Product] {
    let digits = String(size.products).count
    return shelves.enumerated().flatMap { category, shelf in
      shelf.map { position in
        var random = SeededGenerator(
          seed: seed &* 31 &+ Purpose.product.rawValue, stream: UInt64(position))
        let rank = position - shelf.lowerBound
        let round = rank / kinds.count
        let kind = "\(kinds[rank % kinds.count]) \(nouns[category % nouns.count])"
        // From about 2 to about 60, most around 10; whole numbers of ten cents.
        let price = Money(
          tenThousandths: max(10, Int64(exp(2.3 + 0.6 * random.normal()) * 10)) * 1000)
        let share = 0.45 + 0.25 * random.uniform()
        return Product(
          id: ProductID("P" + padded(position + 1, digits)),
          name: round == 0 ? kind : "\(kind) No. \(round + 1)", category: category, price: price,
          cost: Money(tenThousandths: Int64(Double(price.tenThousandths) * share / 100) * 100),
          stock: random.uniform() < 0.02 ? 0 : 20 + random.below(480))
      }
    }
  }

  /// A number with zeros in front, so that ids sort as numbers do.
  static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// Draws a product of a shelf; the first ones are the popular ones.
  func product(ofShelf category: Int, _ random: inout SeededGenerator) -> Int {
    let cumulated = popularity[category]
    let target = random.uniform() * (cumulated.last ?? 1)
    var (low, high) = (0, cumulated.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulated[middle] <= target { low = middle + 1 } else { high = middle }
    }
    return shelves[category].lowerBound + low
  }
}
