import BasketAnalysis

/// What to be careful about in a set of baskets.
enum BasketWarnings {
  /// One sentence for each finding.
  static func sentences(_ baskets: Baskets) -> [String] {
    var found: [String] = []
    if let bulk = bulk(baskets) { found.append(bulk) }
    if baskets.omitted.large > 0 {
      found.append("\(baskets.omitted.large) baskets above the size limit were left out.")
    }
    return found
  }

  /// Large baskets are few but make most of the pairs.
  private static func bulk(_ baskets: Baskets) -> String? {
    let sizes = (0..<baskets.count).map { baskets.offsets[$0 + 1] - baskets.offsets[$0] }
    let limit = max(50, 10 * (sizes.sorted()[sizes.count / 2]))
    let large = sizes.filter { $0 > limit }
    let pairs = sizes.reduce(0.0) { $0 + Double($1 * ($1 - 1)) }
    let largePairs = large.reduce(0.0) { $0 + Double($1 * ($1 - 1)) }
    guard !large.isEmpty, largePairs > 0.2 * pairs else { return nil }
    return """
      \(large.count) of \(baskets.count) baskets have over \(limit) products and make \
      \(Int((largePairs / pairs * 100).rounded())) % of all pairs; they may be bulk purchases \
      (see --max-basket-size).
      """
  }
}
