import BasketAnalysis
import Commerce

/// What to be careful about in a set of baskets.
enum BasketWarnings {
  /// One sentence for each finding.
  static func sentences(_ baskets: Baskets) -> [String] {
    var found: [String] = []
    if baskets.count == 1 {
      found.append("There is only 1 basket, so nothing can be compared with chance.")
    } else if baskets.count > 0, baskets.occurringItems == 1 {
      found.append("All baskets have the same single product, so there is nothing it goes with.")
    }
    if let bulk = bulk(baskets) { found.append(bulk) }
    switch baskets.omitted.large {
    case 0: break
    case 1: found.append("1 basket above the size limit was left out.")
    case let large: found.append("\(grouped(large)) baskets above the size limit were left out.")
    }
    return found
  }

  /// Services among what is shown: postage goes with everything and sells with nothing.
  static func services(among shown: [ShownGoods], _ items: ItemIndex) -> [String] {
    let services = DescribeServices(codes: (0..<items.count).map { items[$0].text })
    let found = Set(shown).filter { services.isLikely(code: $0.id, name: $0.name) }
      .map { $0.id == $0.name ? $0.id : "\($0.id) \($0.name)" }.sorted()
    guard !found.isEmpty else { return [] }
    return [
      "\(found.joined(separator: ", ")) \(found.count == 1 ? "looks like a service and no product" : "look like services and no products")"
        + "; rapport import purchases --exclude-products leaves such lines out."
    ]
  }

  /// A whole number with commas between its thousands.
  private static func grouped(_ number: Int) -> String {
    number < 1000
      ? "\(number)" : "\(grouped(number / 1000)),\("\(1000 + number % 1000)".dropFirst())"
  }

  /// Large baskets are few but make most of the pairs.
  private static func bulk(_ baskets: Baskets) -> String? {
    guard baskets.count > 0 else { return nil }
    let sizes = (0..<baskets.count).map { baskets.offsets[$0 + 1] - baskets.offsets[$0] }
    let limit = max(50, 10 * (sizes.sorted()[sizes.count / 2]))
    let large = sizes.filter { $0 > limit }
    let pairs = sizes.reduce(0.0) { $0 + Double($1 * ($1 - 1)) }
    let largePairs = large.reduce(0.0) { $0 + Double($1 * ($1 - 1)) }
    guard !large.isEmpty, largePairs > 0.2 * pairs else { return nil }
    let (has, makes, they) =
      large.count == 1
      ? ("has", "makes", "it may be a bulk purchase")
      : ("have", "make", "they may be bulk purchases")
    return """
      \(grouped(large.count)) of \(grouped(baskets.count)) baskets \(has) over \(limit) products and \(makes) \
      \(Int((largePairs / pairs * 100).rounded())) % of all pairs; \(they) (see --max-basket-size).
      """
  }
}
