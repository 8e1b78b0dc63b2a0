import Commerce

extension PrefixTree {
  /// What the sets of the tree are worth, by set; nothing for sets that are not in it.
  ///
  /// The baskets must have the item index of the sets.
  ///
  /// - Complexity: O(baskets) for each set, and the sizes of the baskets of each single item.
  func values(in priced: PricedBaskets) -> [RuleValue] {
    var valuer = BranchValuer(tree: self, priced)
    for child in children(of: -1) { valuer.value(branch: Int(child)) }
    return valuer.values
  }
}

/// Adds up the money of the sets of one branch after another.
private struct BranchValuer {
  let tree: PrefixTree
  private let priced: PricedBaskets
  private let lists: (offsets: [Int], baskets: [Int32])
  private(set) var values: [RuleValue]
  private var places: [Int32]
  /// For each item of the branch and each basket of it, where the item stands in the entries; −1 for nowhere.
  private var entries: [Int32] = []
  private var width = 0
  /// The baskets of each set of the path in hand, with the money of the set in each.
  private var path: [[Paid]] = []

  private struct Paid {
    var basket: Int32
    var amount: Int64
    var margin: Int64
  }

  init(tree: PrefixTree, _ priced: PricedBaskets) {
    self.tree = tree
    self.priced = priced
    lists = priced.baskets.basketsByItem()
    values = [RuleValue](repeating: RuleValue(revenue: .zero, margin: nil), count: tree.count)
    places = [Int32](repeating: -1, count: priced.baskets.items.count)
  }

  mutating func value(branch set: Int) {
    let item = tree.lastItem(of: set)
    let members = lists.baskets[lists.offsets[item]..<lists.offsets[item + 1]]
    let items = tree.itemsBelow(set, marking: &places)
    places[item] = Int32(items.count)
    defer { for item in items + [Int32(item)] { places[Int(item)] = -1 } }
    width = members.count
    entries = [Int32](repeating: -1, count: (items.count + 1) * width)
    for (column, basket) in members.enumerated() {
      let range = priced.baskets.offsets[Int(basket)]..<priced.baskets.offsets[Int(basket) + 1]
      for entry in range {
        let place = Int(places[Int(priced.baskets.entries[entry])])
        if place >= 0 { entries[place * width + column] = Int32(entry) }
      }
    }
    if path.isEmpty { path.append([]) }
    path[0] = (0..<width).map { Paid(basket: Int32($0), amount: 0, margin: 0) }
    value(set, at: 0, isCosted: true)
  }

  /// Values a set whose parent's baskets are at a level of the path, and all sets below it.
  private mutating func value(_ set: Int, at level: Int, isCosted: Bool) {
    let item = tree.lastItem(of: set)
    let row = Int(places[item]) * width
    if path.count <= level + 1 { path.append([]) }
    var (revenue, margin): (Int64, Int64) = (0, 0)
    // The list is taken out of the path while it grows, so that it is not copied.
    var here = path[level + 1]
    path[level + 1] = []
    here.removeAll(keepingCapacity: true)
    for paid in path[level] {
      let entry = Int(entries[row + Int(paid.basket)])
      guard entry >= 0 else { continue }
      let amount = paid.amount + priced.amounts[entry]
      let left = paid.margin + priced.margins[entry]
      revenue += amount
      margin += left
      here.append(Paid(basket: paid.basket, amount: amount, margin: left))
    }
    path[level + 1] = here
    let isCosted = isCosted && priced.isCosted[item]
    values[set] = RuleValue(
      revenue: Money(tenThousandths: revenue),
      margin: isCosted ? Money(tenThousandths: margin) : nil)
    for child in tree.children(of: set) {
      value(Int(child), at: level + 1, isCosted: isCosted)
    }
  }
}
