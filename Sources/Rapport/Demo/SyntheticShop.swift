public import Commerce
import Compute
import Foundation

/// A made-up shop whose tastes, rules, life cycles and campaign effect are known, because they were planted.
///
/// What an analysis finds can be compared with what is there, which no real shop allows. Everything follows
/// from the size and the seed; a customer's story depends on nothing but the seed and the customer's number,
/// so shops of any size can be streamed.
public struct SyntheticShop: Sendable {
  /// How large the shop is.
  public struct Size: Sendable, Equatable {
    /// How many customers bought at least once.
    public var customers: Int
    /// How many products are sold.
    public var products: Int
    /// How many categories they fall into.
    public var categories: Int
    /// How many groups of customers share a taste.
    public var tastes: Int
    /// How many rules "who buys this often takes that with it" are planted.
    public var rules: Int
    /// Products in a basket on average, before rules add to it.
    public var basketSize: Double

    /// Describes a size.
    public init(
      customers: Int, products: Int, categories: Int, tastes: Int, rules: Int, basketSize: Double
    ) {
      self.customers = max(1, customers)
      self.categories = max(4, categories)
      self.products = max(8 * self.categories, products)
      self.tastes = min(max(1, tastes), self.categories / 2)
      self.rules = min(max(0, rules), self.categories / 2)
      self.basketSize = max(1, basketSize)
    }

    /// Enough to find what was planted, small enough for tests without optimisation.
    public static let tiny = Size(
      customers: 320, products: 240, categories: 8, tastes: 4, rules: 3, basketSize: 3)
    /// The shop of `rapport demo`.
    public static let demo = Size(
      customers: 6000, products: 960, categories: 24, tastes: 8, rules: 8, basketSize: 4)
    /// About ten million lines, for benchmarks.
    public static let huge = Size(
      customers: 1_000_000, products: 100_000, categories: 400, tastes: 40, rules: 40,
      basketSize: 2.2)
  }

  /// How customers come and go: the parameters of the BG/NBD model (Fader, Hardie and Lee 2005), in weeks.
  public struct LifeCycle: Sendable, Equatable {
    /// Shape of the gamma distribution of purchase rates.
    public var r = 1.4
    /// Its rate: r / alpha orders a week on average.
    public var alpha = 9.0
    /// First parameter of the beta distribution of the chance to leave after a repeated order.
    public var a = 0.7
    /// Second parameter: a / (a + b) leave after each.
    public var b = 4.5
  }

  /// A planted rule: whoever puts `product` into a basket takes `companion` with it so often.
  public struct Rule: Sendable, Equatable {
    /// What is bought.
    public let product: ProductID
    /// What is then taken with it.
    public let companion: ProductID
    /// How often, beyond chance.
    public let confidence: Double
  }

  /// The first day of the purchases.
  public static let firstDay = Day(number: 20_028)
  /// The last one: about fourteen months later.
  public static let lastDay = Day(number: 20_453)
  /// How long stories go on behind the last day, for campaigns.
  static let epilogueDays = 84
  /// Codes that are no goods, as a pattern for import.
  public static let serviceCodes = "POST"

  /// How large the shop is.
  public let size: Size
  /// What everything is drawn from.
  public let seed: UInt64
  /// How customers come and go.
  public let lifeCycle = LifeCycle()
  /// The products, by position; ids ascend.
  public let products: [Product]
  /// The planted rules.
  public let rules: [Rule]
  /// The categories each taste prefers.
  public let preferences: [[Int]]
  /// How often a customer who would not have bought does so because of a campaign.
  public let campaignPull = 0.12

  /// Product positions by category.
  let shelves: [Range<Int>]
  /// How popular products are within a category, cumulated: the same falling law on every shelf.
  let popularity: [[Double]]
  /// Positions of rules' products and companions.
  let rulePositions: [(product: Int, companion: Int)]

  /// Builds a shop.
  public init(_ size: Size = .demo, seed: UInt64 = 1) {
    self.size = size
    self.seed = seed
    let shelves = Self.shelves(size)
    self.shelves = shelves
    products = Self.products(size, shelves: shelves, seed: seed)
    popularity = shelves.map { shelf in
      var sum = 0.0
      return (0..<shelf.count).map { rank in
        sum += 1 / pow(Double(rank + 2), 0.9)
        return sum
      }
    }
    // Neighbouring tastes do not overlap, so that groups can be told apart.
    let share = size.categories / size.tastes
    preferences = (0..<size.tastes).map { taste in (0..<share).map { taste * share + $0 } }
    // The popular second of one shelf pulls an unpopular product of another taste's shelf with it.
    let positions = (0..<size.rules).map { rule in
      (
        product: shelves[rule].lowerBound + 1,
        companion: shelves[(rule + size.categories / 2) % size.categories].lowerBound + 6
      )
    }
    rulePositions = positions
    let products = products
    rules = positions.enumerated().map { rule, pair in
      Rule(
        product: products[pair.product].id, companion: products[pair.companion].id,
        confidence: 0.45 + 0.3 * Double(rule) / Double(max(1, size.rules - 1)))
    }
  }

  /// Independent randomness for one purpose and thing.
  func generator(_ purpose: Purpose, _ number: Int) -> SeededGenerator {
    SeededGenerator(seed: seed &* 31 &+ purpose.rawValue, stream: UInt64(number))
  }

  /// What randomness is drawn for.
  enum Purpose: UInt64 {
    case product = 1
    case customer, story, returns, anonymous, consent, campaign
  }

  private static func shelves(_ size: Size) -> [Range<Int>] {
    (0..<size.categories).map { category in
      (category * size.products / size.categories)..<((category + 1) * size.products
        / size.categories)
    }
  }
}
