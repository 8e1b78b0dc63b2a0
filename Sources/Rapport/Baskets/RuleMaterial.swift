public import BasketAnalysis
public import Commerce

/// Where rules are looked for: baskets, and what else is known about what is in them.
public struct RuleMaterial: Sendable {
  /// The baskets the rules are found in.
  public var baskets: Baskets
  /// What products are called, by id.
  public var names: [String: String]
  /// The same baskets with what was paid, where it is known.
  public var priced: PricedBaskets?
  /// The same baskets as their levels made them, where levels were asked for.
  public var levels: LevelledBaskets?
  /// Newer baskets with the same item index, to measure the listed rules in again.
  public var newer: Baskets?
  /// What is known of the products; groups with a support of their own are looked up here.
  public var catalogue: Catalogue

  /// Takes baskets about which nothing else is known, such as those of a file.
  public init(_ baskets: Baskets, names: [String: String] = [:]) {
    self.baskets = baskets
    self.names = names
    catalogue = Catalogue()
  }

  /// The position of a product that is named by its id or, in any case of letters, by its name.
  ///
  /// - Throws: `BasketFileError.unknownProduct` with the nearest id or name.
  func position(of product: String) throws -> Int {
    if let position = baskets.items.position(of: ProductID(product)) { return position }
    let ids = (0..<baskets.items.count).map { baskets.items[$0].text }
    let wanted = product.lowercased()
    if let place = ids.firstIndex(where: { names[$0]?.lowercased() == wanted }) { return place }
    let nearest = NearestMatch.to(product, among: ids + ids.compactMap { names[$0] })
    throw BasketFileError.unknownProduct(id: product, nearest: nearest)
  }

  /// The least count of each item, where groups or single products have a support of their own.
  ///
  /// - Throws: `RuleError.unknownGroup` with the nearest name.
  func floor(_ request: RuleRequest) throws -> SupportFloor? {
    guard !request.groupSupports.isEmpty else { return nil }
    let usual = request.mining.support.minimumCount(inBaskets: baskets.count)
    let items = (0..<baskets.items.count).map { baskets.items[$0] }
    let groups = items.map { item in
      GoodsLevel.allCases.compactMap { $0.group(of: catalogue[item]) }
        + [item.text, names[item.text] ?? item.text]
    }
    var counts = [Int](repeating: usual, count: items.count)
    for wanted in request.groupSupports {
      let least = wanted.support.minimumCount(inBaskets: baskets.count)
      // A group that stands among the items is called "Tea (category)".
      let isMeant = groups.map { names in
        names.contains { $0 == wanted.group || $0.hasPrefix("\(wanted.group) (") }
      }
      guard isMeant.contains(true) else {
        throw RuleError.unknownGroup(
          name: wanted.group, nearest: NearestMatch.to(wanted.group, among: catalogue.groups))
      }
      for item in items.indices where isMeant[item] { counts[item] = least }
    }
    return SupportFloor(counts)
  }
}

extension Catalogue {
  /// The names of all categories, departments and brands, ascending.
  fileprivate var groups: [String] {
    Set(ids.flatMap { id in GoodsLevel.allCases.compactMap { $0.group(of: self[id]) } }).sorted()
  }
}
