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
  /// For each item of the branch and each basket of it, what was paid; `absent` where it is not there.
  private var amounts: [Int64] = []
  /// The same for what was left of it; empty where the branch's own item has no cost.
  private var margins: [Int64] = []
  private var width = 0
  /// The baskets of each set of the path in hand, with the money of the set in each.
  private var path: [[Paid]] = []

  private static let absent = Int64.min

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
    amounts = [Int64](repeating: Self.absent, count: (items.count + 1) * width)
    margins = priced.isCosted[item] ? amounts : []
    for (column, basket) in members.enumerated() {
      let range = priced.baskets.offsets[Int(basket)]..<priced.baskets.offsets[Int(basket) + 1]
      for entry in range {
        let place = Int(places[Int(priced.baskets.entries[entry])])
        guard place >= 0 else { continue }
        amounts[place * width + column] = priced.amounts[entry]
        if !margins.isEmpty { margins[place * width + column] = priced.margins[entry] }
      }
    }
    if path.isEmpty { path.append([]) }
    path[0] = (0..<width).map { Paid(basket: Int32($0), amount: 0, margin: 0) }
    value(set, at: 0, isCosted: true)
  }

  /// Values a set whose parent's baskets are at a level of the path, and all sets below it.
  private mutating func value(_ set: Int, at level: Int, isCosted: Bool) {
    let item = tree.lastItem(of: set)
    let isCosted = isCosted && priced.isCosted[item]
    let children = tree.children(of: set)
    let row = Int(places[item]) * width..<Int(places[item] + 1) * width
    // Most sets have none below them, so that their baskets need not be listed.
    let sums =
      children.isEmpty
      ? Self.sums(path[level], amounts[row], isCosted ? margins[row] : [])
      : list(row, at: level, isCosted: isCosted)
    values[set] = RuleValue(
      revenue: Money(tenThousandths: sums.revenue),
      margin: isCosted ? Money(tenThousandths: sums.margin) : nil)
    for child in children { value(Int(child), at: level + 1, isCosted: isCosted) }
  }

  private static func sums(
    _ paid: [Paid], _ amounts: ArraySlice<Int64>, _ margins: ArraySlice<Int64>
  ) -> (revenue: Int64, margin: Int64) {
    amounts.withUnsafeBufferPointer { amounts in
      margins.withUnsafeBufferPointer { margins in
        var (revenue, margin): (Int64, Int64) = (0, 0)
        for before in paid where amounts[Int(before.basket)] != absent {
          revenue += before.amount + amounts[Int(before.basket)]
          if !margins.isEmpty { margin += before.margin + margins[Int(before.basket)] }
        }
        return (revenue, margin)
      }
    }
  }

  /// Lists the baskets of a set at the next level of the path.
  private mutating func list(
    _ row: Range<Int>, at level: Int, isCosted: Bool
  ) -> (revenue: Int64, margin: Int64) {
    if path.count <= level + 1 { path.append([]) }
    var (revenue, margin): (Int64, Int64) = (0, 0)
    // The list is taken out of the path while it grows, so that it is not copied.
    var here = path[level + 1]
    path[level + 1] = []
    here.removeAll(keepingCapacity: true)
    for before in path[level] {
      var paid = before
      let amount = amounts[row.lowerBound + Int(paid.basket)]
      guard amount != Self.absent else { continue }
      paid.amount += amount
      if isCosted { paid.margin += margins[row.lowerBound + Int(paid.basket)] }
      revenue += paid.amount
      margin += paid.margin
      here.append(paid)
    }
    path[level + 1] = here
    return (revenue, margin)
  }
}
