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

  /// Too few customers for the p-values of a contrast.
  static func few(segment: Int, others: Int) -> [String] {
    let fewest = min(segment, others)
    guard fewest < SegmentContrast.fewCustomers else { return [] }
    let side = segment <= others ? "The condition means" : "The others are"
    return [
      "\(side) only \(fewest) \(fewest == 1 ? "customer" : "customers"): below \(SegmentContrast.fewCustomers) the p-values are too small, so take what stands out as a hint and no proof."
    ]
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
  ///
  /// - Complexity: O(baskets + the largest size).
  private static func bulk(_ baskets: Baskets) -> String? {
    guard baskets.count > 0 else { return nil }
    let tally = sizes(of: baskets)
    let limit = max(50, 10 * median(tally, of: baskets.count))
    var (pairs, largePairs, large) = (0.0, 0.0, 0)
    for (size, number) in tally.enumerated() where number > 0 {
      let made = Double(number) * Double(size) * Double(size - 1)
      pairs += made
      if size > limit {
        largePairs += made
        large += number
      }
    }
    guard large > 0, largePairs > 0.2 * pairs else { return nil }
    let (has, makes, they) =
      large == 1
      ? ("has", "makes", "it may be a bulk purchase")
      : ("have", "make", "they may be bulk purchases")
    return """
      \(grouped(large)) of \(grouped(baskets.count)) baskets \(has) over \(limit) products and \(makes) \
      \(Int((largePairs / pairs * 100).rounded())) % of all pairs; \(they) (see --max-basket-size).
      """
  }

  /// How many baskets there are of each size.
  private static func sizes(of baskets: Baskets) -> [Int] {
    var tally: [Int] = []
    var start = 0
    for end in baskets.offsets.dropFirst() {
      let size = end - start
      while tally.count <= size { tally.append(0) }
      tally[size] += 1
      start = end
    }
    return tally
  }

  private static func median(_ tally: [Int], of count: Int) -> Int {
    var seen = 0
    return tally.firstIndex { number in
      seen += number
      return seen > count / 2
    } ?? 0
  }
}
