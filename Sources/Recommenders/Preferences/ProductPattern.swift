public import Commerce

extension PurchaseLog {
  /// The purchases without the products whose id matches one of the patterns.
  ///
  /// `*` stands for any characters, `?` for one; upper and lower case differ, as they do in ids.
  public func excluding(_ patterns: [String]) -> PurchaseLog {
    guard !patterns.isEmpty else { return self }
    let patterns = patterns.map { Array($0.utf8) }
    let isExcluded = products.ids.map { id in
      let text = Array(id.text.utf8)
      return patterns.contains { Self.matches(text[...], $0[...]) }
    }
    guard isExcluded.contains(true) else { return self }
    return filter { !isExcluded[Int(columns.product[$0])] }
  }

  private static func matches(
    _ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if first == UInt8(ascii: "*") {
      return (text.startIndex...text.endIndex).contains { matches(text[$0...], rest) }
    }
    guard let letter = text.first, first == UInt8(ascii: "?") || first == letter else {
      return false
    }
    return matches(text.dropFirst(), rest)
  }
}
