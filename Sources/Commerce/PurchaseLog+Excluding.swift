extension PurchaseLog {
  /// The purchases without the products whose whole code matches one of the patterns.
  ///
  /// - Parameter patterns: Codes, prefixes with a star or regular expressions; see `ProductPattern`.
  /// - Returns: The log itself where nothing matches.
  /// - Throws: `ProductPattern.Problem`.
  /// - Complexity: O(products × patterns + lines).
  public func excluding(_ patterns: [String]) throws -> PurchaseLog {
    let patterns = try patterns.map(ProductPattern.init)
    guard !patterns.isEmpty else { return self }
    let isExcluded = products.ids.map { id in patterns.contains { $0.matches(id.text) } }
    guard isExcluded.contains(true) else { return self }
    return filter { !isExcluded[Int(columns.product[$0])] }
  }
}
