import Commerce

/// An `Eligibility` applied to a model's products: by position, ready for the inner loop.
struct ProductGate: Sendable {
  /// Whether the product at a position may be recommended to anyone.
  let isOpen: [Bool]
  /// How many products may be.
  let openCount: Int
  /// Days after a purchase during which the product stays away; `.max` for ever, 0 not at all.
  private let awayDays: [Int32]
  /// Whether nothing is ever kept away for having been bought.
  private let allowsAllRepeats: Bool

  /// Whether new products are all there, and repeats all there or all away.
  let keepsKindsWhole: Bool

  init(_ eligibility: Eligibility, products: IDIndex<ProductID>, catalogue: Catalogue) {
    let facts = products.ids.map { catalogue[$0] }
    isOpen = zip(products.ids, facts).map(eligibility.admits)
    openCount = isOpen.count { $0 }
    awayDays = facts.map {
      switch eligibility.repeatPolicy(for: $0) {
      case .exclude: .max
      case .allow: 0
      case .coolDown(let days): Int32(clamping: days)
      }
    }
    allowsAllRepeats = awayDays.allSatisfy { $0 <= 0 }
    keepsKindsWhole =
      openCount == products.count && (allowsAllRepeats || awayDays.allSatisfy { $0 == .max })
  }

  /// The products to keep from a customer for having been bought, ascending and distinct.
  func keptAway(from customer: Int, in histories: Histories, asOf: Day) -> [Int32] {
    guard !allowsAllRepeats else { return [] }
    let log = histories.log
    var kept: [Int32] = []
    for i in log.lines(ofCustomer: customer) {
      let product = log.columns.product[i]
      let days = awayDays[Int(product)]
      guard days > 0 else { continue }
      if days == .max || log.day(ofLine: i).distance(to: asOf) < Int(days) { kept.append(product) }
    }
    kept.sort()
    var distinct = 0
    for i in kept.indices where i == 0 || kept[i] != kept[distinct - 1] {
      kept[distinct] = kept[i]
      distinct += 1
    }
    kept.removeLast(kept.count - distinct)
    return kept
  }
}
