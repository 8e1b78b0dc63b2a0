public import Commerce

extension SyntheticShop {
  /// Everything bought up to the last day, for shops that fit into memory.
  public func purchaseLines() -> [PurchaseLine] {
    (0..<size.customers).flatMap { purchases(of: $0) }
      + (0..<anonymousBaskets).flatMap { anonymousBasket($0) }
  }

  /// The categories that a customer was made to prefer.
  public func preferredCategories(of id: CustomerID) -> Set<String> {
    guard let number = number(of: id) else { return [] }
    return Set(preferences[customer(number).taste].map(Self.categoryName))
  }

  /// Whether a customer would buy again after a day, if only late: the planted answer to "who has left?".
  public func isActive(_ id: CustomerID, after day: Day = lastDay) -> Bool {
    guard let number = number(of: id) else { return false }
    return story(of: number).isActive(after: day)
  }
}
