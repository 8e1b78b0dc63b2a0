public import Commerce

/// Minimum supports of their own for some categories, so that rare products are not drowned by common ones.
///
/// Caviar in 5 of 10,000 baskets may matter while bread needs 100. A set counts as frequent when it is in as many
/// baskets as the lowest minimum among its products asks for (Liu, Hsu and Ma 1999, "Mining association rules
/// with multiple minimum supports"): a set with caviar needs 5, a set without needs what its own products
/// ask for. A product without a category, or of a category that is not named, keeps the general minimum.
///
/// The parts of such a set may be rarer than their own minimum asks for and are then not listed, so rules, which
/// need the counts of parts, are not made from it.
public struct CategorySupport: Sendable, Hashable {
  /// The category of each product.
  public var categories: [ProductID: String]
  /// The minimum of each category that has one of its own.
  public var thresholds: [String: SupportThreshold]

  /// Gives some categories a minimum of their own.
  public init(categories: [ProductID: String], thresholds: [String: SupportThreshold]) {
    self.categories = categories
    self.thresholds = thresholds
  }
}

/// The least count of each item's sets, by item position.
struct ItemMinimums: Sendable {
  /// The minimum of items without one of their own.
  let general: Int
  /// The minimum of each item, where they differ.
  private let own: [Int32]

  init(_ options: MiningOptions, _ baskets: Baskets) {
    let general = options.support.minimumCount(inBaskets: baskets.count)
    self.general = general
    if let floor = options.floor {
      own = (0..<baskets.items.count).map { Int32(clamping: floor[$0]) }
      return
    }
    guard let support = options.categorySupport else {
      own = []
      return
    }
    own = (0..<baskets.items.count).map { item in
      let category = support.categories[baskets.items[item]]
      let threshold = category.flatMap { support.thresholds[$0] }
      return Int32(clamping: threshold?.minimumCount(inBaskets: baskets.count) ?? general)
    }
  }

  /// The minimum of one item.
  subscript(item: Int) -> Int { own.isEmpty ? general : Int(own[item]) }

  /// The lowest minimum there is; no set with less can be frequent.
  var lowest: Int { own.min().map(Int.init) ?? general }

  /// Whether a set with this count is frequent.
  func admits(_ items: [Int32], count: Int) -> Bool {
    count >= items.reduce(Int.max) { min($0, self[Int($1)]) }
  }
}
