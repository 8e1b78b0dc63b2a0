public import Commerce

extension Baskets {
  /// The baskets with categories, or departments, beside their products.
  ///
  /// A basket with milk then also has dairy, so rules may run across levels ("milk ⇒ bakery"). What such a
  /// rule says must not follow from the catalogue alone: see `ItemLevels.isTrivial(_:)`.
  ///
  /// - Parameter levels: The names of the groups a product belongs to, by product.
  /// - Returns: The baskets, and which group each product belongs to in their item index.
  /// - Complexity: O(n log n) for n entries.
  public func adding(_ levels: (ProductID) -> [String]) -> (baskets: Baskets, levels: ItemLevels) {
    let products = (0..<items.count).map { items[$0] }
    let groups = products.map { levels($0).map { ProductID($0) } }
    let index = IDIndex(products + groups.joined())
    func position(_ id: ProductID) -> Int32 { Int32(index.position(of: id) ?? 0) }
    let own = products.map(position)
    let above = groups.map { Set($0.map(position)).sorted() }
    var rows = BasketRows()
    for basket in 0..<count {
      rows.append(unsorted: self[basket].flatMap { [own[Int($0)]] + above[Int($0)] })
    }
    var members = [[Int32]](repeating: [], count: index.count)
    for item in products.indices {
      members[Int(own[item])] = above[item].filter { $0 != own[item] }
    }
    let named = rows.baskets(items: ItemIndex(index), omitted: omitted)
    return (named, ItemLevels(groups: members))
  }
}

/// Which groups each item of an item index belongs to.
public struct ItemLevels: Sendable {
  private let groups: [[Int32]]

  init(groups: [[Int32]]) { self.groups = groups }

  /// Whether a set holds a product together with a group it belongs to, so that a rule of it follows from the
  /// catalogue alone: milk ⇒ dairy.
  public func isTrivial(_ items: some Collection<Int32>) -> Bool {
    items.contains { item in groups[Int(item)].contains { items.contains($0) } }
  }

  /// The sets without those that hold a product and its own group.
  public func removingTrivial(_ sets: FrequentItemsets) -> FrequentItemsets {
    var kept = FrequentItemsets(baskets: sets.baskets, minimumCount: sets.minimumCount)
    for set in sets.indices {
      let items = sets.items[sets.starts[set]..<sets.starts[set + 1]]
      if !isTrivial(items) { kept.append(items, count: Int(sets.counts[set])) }
    }
    return kept
  }
}
