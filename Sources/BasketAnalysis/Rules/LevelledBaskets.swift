public import Commerce

/// A level of the catalogue above the single product.
public enum GoodsLevel: String, Sendable, CaseIterable {
  /// The category.
  case category
  /// The department above it.
  case department
  /// The brand.
  case brand

  /// The group a product belongs to, or `nil` where none is known.
  public func group(of product: Catalogue.Product) -> String? {
    let name =
      switch self {
      case .category: product.category
      case .department: product.department
      case .brand: product.brand
      }
    return name.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The id that stands for a group among the products: `category:Tea`.
  func id(of group: String) -> ProductID { ProductID("\(rawValue):\(group)") }
}

/// Baskets in which the groups of the catalogue stand beside their products.
///
/// A basket with milk then also has `category:Dairy`, so rules run across levels ("milk ⇒ category Bakery").
/// What follows from the catalogue alone is no finding: a set that holds a product and its own group, or two
/// groups that share a product (a category and its department), is left out (Srikant and Agrawal 1995).
public struct LevelledBaskets: Sendable {
  /// The baskets; what is paid for a group is what is paid for its products.
  public let priced: PricedBaskets
  /// What the groups are called, by id: `Tea (category)`.
  public let names: [String: String]
  /// For each item, ascending, the items it cannot be together with in a finding.
  private let related: [[Int32]]

  /// Adds groups to baskets.
  ///
  /// - Parameters:
  ///   - source: The baskets of products.
  ///   - levels: Which groups to add.
  ///   - catalogue: Which product belongs to which group.
  /// - Complexity: O(n log n) for n entries.
  public init(_ source: PricedBaskets, levels: [GoodsLevel], catalogue: Catalogue) {
    let products = (0..<source.baskets.items.count).map { source.baskets.items[$0] }
    let groups = products.map { product in
      levels.compactMap { level in level.group(of: catalogue[product]).map(level.id) }
    }
    let index = IDIndex(products + groups.joined())
    let own = products.map { Int32(index.position(of: $0) ?? 0) }
    let above = groups.map { $0.compactMap { index.position(of: $0).map(Int32.init) } }
    var isCosted = [Bool](repeating: true, count: index.count)
    var related = [Set<Int32>](repeating: [], count: index.count)
    for product in products.indices {
      let all = [own[product]] + above[product]
      for item in all {
        related[Int(item)].formUnion(all.filter { $0 != item })
        if !source.isCosted[product] { isCosted[Int(item)] = false }
      }
    }
    priced = Self.priced(source, own, above, ItemIndex(index), isCosted)
    self.related = related.map { $0.sorted() }
    names = Dictionary(
      zip(groups.joined(), groups.joined()).map { ($0.0.text, Self.name(of: $0.1)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether a set holds items of which one follows from the other by the catalogue.
  public func isTrivial(_ items: some Collection<Int32>) -> Bool {
    items.contains { item in items.contains { isRelated(item, $0) } }
  }

  /// The sets without those that follow from the catalogue.
  ///
  /// - Complexity: O(Σ length² · log groups).
  public func removingTrivial(_ sets: FrequentItemsets) -> FrequentItemsets {
    var kept = FrequentItemsets(baskets: sets.baskets, minimumCount: sets.minimumCount)
    for set in sets.indices {
      let items = sets.items[sets.starts[set]..<sets.starts[set + 1]]
      if !isTrivial(items) { kept.append(items, count: Int(sets.counts[set])) }
    }
    return kept
  }

  private func isRelated(_ a: Int32, _ b: Int32) -> Bool {
    let list = related[Int(a)].count < related[Int(b)].count ? related[Int(a)] : related[Int(b)]
    let wanted = related[Int(a)].count < related[Int(b)].count ? b : a
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < list.count && list[low] == wanted
  }

  private static func priced(
    _ source: PricedBaskets, _ own: [Int32], _ above: [[Int32]], _ items: ItemIndex,
    _ isCosted: [Bool]
  ) -> PricedBaskets {
    var rows = PricedRows()
    for basket in 0..<source.baskets.count {
      var row: [PricedRows.Entry] = []
      for entry in source.baskets.offsets[basket]..<source.baskets.offsets[basket + 1] {
        let product = Int(source.baskets.entries[entry])
        for item in [own[product]] + above[product] {
          row.append((item, source.amounts[entry], source.margins[entry]))
        }
      }
      rows.append(row, customer: source.customers[basket])
    }
    return rows.priced(items: items, isCosted: isCosted, omitted: source.baskets.omitted)
  }

  private static func name(of group: ProductID) -> String {
    let parts = group.text.split(separator: ":", maxSplits: 1)
    return parts.count == 2 ? "\(parts[1]) (\(parts[0]))" : group.text
  }
}
