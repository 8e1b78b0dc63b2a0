/// Whom to keep, whom to grow, whom to stop losing money on (Peppers and Rogers 1993).
public enum ValueTier: String, CaseIterable, Codable, Sendable {
  /// Most valuable: the highest value now.
  case mostValuable = "MVC"
  /// Most growable: less value now, the most headroom.
  case mostGrowable = "MGC"
  /// Neither.
  case migrator = "migrator"
  /// Below zero: costs more than is earned.
  case belowZero = "BZ"
}

/// Sorts customers into tiers.
public struct TierRule: Sendable, Equatable, Codable {
  /// The share of customers with a value above zero who are most valuable.
  public var mostValuable = 0.2
  /// The share of them who are most growable.
  public var mostGrowable = 0.2

  /// A fifth each.
  public init() {}

  /// The tiers of customers by their value now, after cost to serve, and their headroom.
  ///
  /// Below zero first; of the others the highest values are MVC; of the rest those with the most headroom
  /// above zero are MGC. Equal numbers are ordered by place.
  ///
  /// - Returns: One tier a customer, in order.
  public func tiers(value: [Double], headroom: [Double]) -> [ValueTier] {
    var tiers = value.map { $0 < 0 ? ValueTier.belowZero : .migrator }
    let positive = value.count { $0 >= 0 }
    let best = Int((mostValuable * Double(positive)).rounded(.up))
    for i in Self.greatest(best, of: value, where: { value[$0] > 0 }) { tiers[i] = .mostValuable }
    let growable = Int((mostGrowable * Double(positive)).rounded(.up))
    let grown = Self.greatest(growable, of: headroom) { place in
      tiers[place] == .migrator && headroom[place] > 0
    }
    for i in grown { tiers[i] = .mostGrowable }
    return tiers
  }

  /// The places of the greatest values among some of them, the first ones where values are equal.
  private static func greatest(
    _ count: Int, of values: [Double], where isMeant: (Int) -> Bool
  ) -> [Int] {
    let places = values.indices.filter(isMeant)
    guard count > 0, count < places.count else { return count > 0 ? places : [] }
    let bound = RadixOrder.values(at: [places.count - count], of: places.count) {
      values[places[$0]]
    }[0]
    var equals = count - places.count { values[$0] > bound }
    return places.filter { place in
      guard values[place] == bound else { return values[place] > bound }
      equals -= 1
      return equals >= 0
    }
  }
}
